import jwt from 'jsonwebtoken';
import { ADMIN_PASSWORD, IdentityApp, PASSWORD, SECRET } from '../../test/identity-app.js';
import { signLocalToken } from '../index.js';

let server: IdentityApp;
let admin: string;
beforeEach(async () => {
  server = await IdentityApp.start();
  admin = await server.signIn('admin', ADMIN_PASSWORD);
});
afterEach(() => server.close());

const status = async (token: string, path = '/rooms'): Promise<number> => (await server.call('GET', path, token)).status;

type Happening = (id: string, token: string) => Promise<{ status: number }>;

describe('a token dies at once, also on an open stream', () => {
  test.each<[string, Happening, number?]>([
    ['with its logout', (_, token) => server.call('POST', '/auth/logout', token)],
    ['with its user', (id) => server.call('DELETE', `/users/${id}`, admin)],
    ['with a change of role', (id) => server.call('PATCH', `/users/${id}`, admin, { role: 'admin' })],
    ['with a password that somebody else set', (id) => server.call('PATCH', `/users/${id}`, admin, { password: 'another password' })],
    [
      'with a change of its own password',
      (_, token) => server.call('POST', '/auth/change-password', token, { oldPassword: PASSWORD, newPassword: 'another password' }),
    ],
    ['with a row that another process removed', (id) => server.database.sessions.removeOfUser(id).then(() => ({ status: 200 })), 10_000],
  ])('%s', async (_, happen, withinMs = 2_000) => {
    const id = await server.addUser(admin, 'vera', 'viewer');
    const token = await server.signIn('vera', PASSWORD);
    const bystander = await server.signIn('admin', ADMIN_PASSWORD);
    const [stream, other] = [await server.stream(token), await server.stream(bystander)];
    expect(stream.status).toBe(200);
    expect((await happen(id, token)).status).toBeLessThan(300);
    const over = performance.now();
    expect(await status(token)).toBe(401);
    expect(await stream.text()).toBe(': open\n\n');
    expect(performance.now() - over).toBeLessThan(withinMs);
    expect(await status(bystander)).toBe(200);
    await other.body!.cancel();
  });
});

test('logging out of one session leaves the other', async () => {
  const second = await server.signIn('admin', ADMIN_PASSWORD);
  await server.call('POST', '/auth/logout', second);
  expect([await status(second), await status(admin)]).toEqual([401, 200]);
});

describe('a token that is not ours', () => {
  const claims = (): Record<string, unknown> => jwt.decode(admin) as Record<string, unknown>;
  const soon = Math.floor(Date.now() / 1000) + 60;

  test.each([
    ['signed with another key', () => jwt.sign(claims(), 'another key')],
    ['not signed at all', () => jwt.sign(claims(), '', { algorithm: 'none' })],
    ['signed with another algorithm', () => jwt.sign(claims(), SECRET, { algorithm: 'HS512' })],
    ['expired', () => jwt.sign({ ...claims(), exp: soon - 120 }, SECRET)],
    ['without an expiry', () => { const { exp: _, ...rest } = claims(); return jwt.sign(rest, SECRET); }],
    ['of another issuer', () => jwt.sign({ ...claims(), iss: 'elsewhere' }, SECRET)],
    ['of no session', () => jwt.sign({ ...claims(), sid: '5f0c1e0a-0000-4000-8000-000000000000' }, SECRET)],
    ["with another user's session", () => jwt.sign({ ...claims(), sub: '5f0c1e0a-0000-4000-8000-000000000000' }, SECRET)],
    ['with a role it never had', () => jwt.sign({ ...claims(), role: 'viewer' }, SECRET)],
    ['with a changed signature', () => `${admin.slice(0, -4)}AAAA`],
    ['no token', () => 'banana'],
  ])('%s is 401', async (_, forge) => {
    expect(await status(forge())).toBe(401);
  });

  test('no role but the one in the table counts', async () => {
    await server.addUser(admin, 'vera', 'viewer');
    const vera = await server.signIn('vera', PASSWORD);
    const promoted = jwt.sign({ ...(jwt.decode(vera) as object), role: 'admin' }, SECRET);
    expect(await status(vera, '/rooms/secret')).toBe(403);
    expect(await status(promoted, '/rooms/secret')).toBe(401);
  });
});

describe('the operator of this machine', () => {
  test('is an admin by the key alone', async () => {
    const token = signLocalToken(SECRET);
    expect(await status(token, '/rooms/secret')).toBe(200);
    expect((await server.call('GET', '/auth/me', token)).body).toMatchObject({ username: 'local', role: 'admin' });
  });

  test('cannot be signed for longer than minutes, nor by another key', async () => {
    const options = { issuer: 'decnet', audience: 'decnet-local' };
    expect(await status(jwt.sign({}, SECRET, { ...options, expiresIn: '1d' }))).toBe(401);
    expect(await status(signLocalToken('another key, also long enough for it'))).toBe(401);
  });

  test('has no password to change, and nobody can take the name', async () => {
    const token = signLocalToken(SECRET);
    expect((await server.call('POST', '/auth/change-password', token, { oldPassword: 'x', newPassword: 'yyyyyyyy' })).status).toBe(403);
    expect((await server.call('POST', '/users', admin, { username: 'local', password: PASSWORD, role: 'viewer' })).body.code).toBe('NAME_TAKEN');
  });
});
