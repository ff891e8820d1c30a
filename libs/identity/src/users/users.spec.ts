import { ADMIN_PASSWORD, IdentityApp, PASSWORD } from '../../test/identity-app.js';

let server: IdentityApp;
let admin: string;
let adminId: string;
beforeEach(async () => {
  server = await IdentityApp.start();
  admin = await server.signIn('admin', ADMIN_PASSWORD);
  adminId = (await server.call('GET', '/auth/me', admin)).body['id'] as string;
});
afterEach(() => server.close());

test('accounts are made, listed, changed and removed', async () => {
  const id = await server.addUser(admin, 'vera', 'viewer');
  const { body } = await server.call('GET', '/users?limit=1&offset=1', admin);
  expect(body).toMatchObject({ total: 2, limit: 1, offset: 1, data: [{ id, username: 'vera', role: 'viewer' }] });
  expect(JSON.stringify(body)).not.toContain('assword":"');
  expect((await server.call('PATCH', `/users/${id}`, admin, { role: 'admin' })).body['role']).toBe('admin');
  expect((await server.call('DELETE', `/users/${id}`, admin)).status).toBe(204);
  expect((await server.call('DELETE', `/users/${id}`, admin)).body.code).toBe('NOT_FOUND');
  expect((await server.call('PATCH', `/users/${id}`, admin, { role: 'admin' })).body.code).toBe('NOT_FOUND');
});

describe('the last admin stays', () => {
  test('nothing is changed by trying', async () => {
    for (const answer of [
      await server.call('DELETE', `/users/${adminId}`, admin),
      await server.call('PATCH', `/users/${adminId}`, admin, { role: 'viewer' }),
    ]) expect([answer.status, answer.body.code]).toEqual([409, 'LAST_ADMIN']);
    expect((await server.call('GET', '/users', admin)).status).toBe(200);
  });

  test('two admins who demote each other at once leave one', async () => {
    const secondId = await server.addUser(admin, 'second', 'admin');
    const second = await server.signIn('second', PASSWORD);
    const answers = await Promise.all([
      server.call('PATCH', `/users/${secondId}`, admin, { role: 'viewer' }),
      server.call('PATCH', `/users/${adminId}`, second, { role: 'viewer' }),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await server.database.users.countAdmins()).toBe(1);
  });
});

test('a name is taken once, however many ask at once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => server.call('POST', '/users', admin, { username: 'vera', password: PASSWORD, role: 'viewer' })),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ body }) => body.code === 'NAME_TAKEN')).toHaveLength(9);
});

test.each([
  ['a name with capitals', { username: 'Vera' }, 'username'],
  ['a name of a thousand letters', { username: 'v'.repeat(1_000) }, 'username'],
  ['a short password', { password: 'short' }, 'password'],
  ['an unknown role', { role: 'root' }, 'role'],
  ['a field too many', { id: 'mine' }, 'id'],
])('%s is refused by name', async (_, wrong, path) => {
  const { body } = await server.call('POST', '/users', admin, { username: 'vera', password: PASSWORD, role: 'viewer', ...wrong });
  expect(body).toMatchObject({ status: 400, code: 'INVALID_REQUEST', errors: expect.arrayContaining([expect.objectContaining({ path })]) as unknown });
});

test('every route refuses whoever it does not name', async () => {
  await server.addUser(admin, 'vera', 'viewer');
  const viewer = await server.signIn('vera', PASSWORD);
  const gone = await server.signIn('vera', PASSWORD);
  await server.call('POST', '/auth/logout', gone);
  const closed = server.routes.entries.filter(({ url, verdict }) => url.startsWith('/api/v1/') && verdict !== 'public');
  const pathOf = (url: string): string => url.replace('/api/v1', '').replace(':id', adminId);
  for (const { method, url } of closed) {
    for (const token of [undefined, gone, 'forged']) expect([url, (await server.call(method, pathOf(url), token)).status]).toEqual([url, 401]);
  }
  for (const { method, url } of closed.filter(({ verdict }) => verdict === 'admin')) {
    expect([url, (await server.call(method, pathOf(url), viewer)).status]).toEqual([url, 403]);
  }
});
