import { migrate, openDatabase } from '@decnet/persistence';
import { ADMIN_PASSWORD, IdentityApp, PASSWORD } from '../../test/identity-app.js';
import { ensureFirstAdmin } from '../index.js';

let server: IdentityApp;
beforeEach(async () => { server = await IdentityApp.start(); });
afterEach(() => server.close());

const login = (username: string, password: string): ReturnType<IdentityApp['call']> => server.call('POST', '/auth/login', undefined, { username, password });

test('signing in answers with a token and the user, and never with a cookie or a hash', async () => {
  const { status, body, headers } = await login('admin', ADMIN_PASSWORD);
  expect(status).toBe(200);
  expect(body).toMatchObject({ mustChangePassword: false, user: { username: 'admin', role: 'admin' } });
  expect(Date.parse(body['expiresAt'] as string) - Date.now()).toBeGreaterThan(11 * 3600 * 1000);
  expect(headers.has('set-cookie')).toBe(false);
  expect(JSON.stringify(body)).not.toContain('argon2');
});

test('a wrong password and an unknown name are told apart by nothing', async () => {
  const [wrong, unknown] = [await login('admin', 'wrong'), await login('nobody', 'wrong')];
  const { requestId: _a, ...first } = wrong.body;
  const { requestId: _b, ...second } = unknown.body;
  expect(first).toEqual(second);
  expect(wrong.status).toBe(401);
});

test('comparing with a user who does not exist takes as long as with one who does', async () => {
  await login('nobody', 'warm up');
  const time = async (username: string): Promise<number> => {
    const started = performance.now();
    await login(username, 'wrong');
    return performance.now() - started;
  };
  const known: number[] = [];
  const unknown: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    known.push(await time('admin'));
    unknown.push(await time(`nobody-${round}`));
  }
  const median = (times: number[]): number => times.sort((a, b) => a - b)[2]!;
  // Without the comparison the answer would come ten times as fast.
  expect(median(unknown)).toBeGreaterThan(median(known) / 3);
});

describe('guessing', () => {
  test('ends after ten failures, also with the right password then, and says when to come back', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) expect((await login('admin', `guess ${attempt}`)).status).toBe(401);
    const refused = await login('admin', ADMIN_PASSWORD);
    expect([refused.status, refused.body.code]).toEqual([429, 'TOO_MANY_REQUESTS']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
  });

  test('in parallel gets no more tries', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, (_, attempt) => login('admin', `guess ${attempt}`)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(30);
  });

  test('of one name keeps nobody else out', async () => {
    for (let attempt = 0; attempt < 11; attempt += 1) await login('victim', 'guess');
    expect((await login('admin', ADMIN_PASSWORD)).status).toBe(200);
  });

  test('does not count those who know the password', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => login('admin', ADMIN_PASSWORD)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  });
});

describe('a password that must be changed', () => {
  test('opens nothing but the way to change it', async () => {
    const admin = await server.signIn('admin', ADMIN_PASSWORD);
    await server.addUser(admin, 'vera', 'viewer', true);
    const token = await server.signIn('vera', PASSWORD);
    expect((await server.call('GET', '/rooms', token)).body.code).toBe('PASSWORD_CHANGE_REQUIRED');
    expect((await server.call('GET', '/auth/me', token)).body['mustChangePassword']).toBe(true);

    const change = (oldPassword: string, newPassword: string): ReturnType<IdentityApp['call']> =>
      server.call('POST', '/auth/change-password', token, { oldPassword, newPassword });
    expect((await change('wrong', 'another password')).status).toBe(401);
    expect((await change(PASSWORD, PASSWORD)).body).toMatchObject({ code: 'INVALID_REQUEST', errors: [{ path: 'newPassword' }] });
    expect((await change(PASSWORD, 'short')).body).toMatchObject({ code: 'INVALID_REQUEST', errors: [{ path: 'newPassword' }] });
    const changed = await change(PASSWORD, 'another password');
    expect(changed.body).toMatchObject({ mustChangePassword: false });
    expect((await server.call('GET', '/rooms', changed.body['accessToken'] as string)).status).toBe(200);
    expect((await login('vera', PASSWORD)).status).toBe(401);
  });
});

describe('the first start', () => {
  test('makes one admin, however many processes start at once', async () => {
    const database = await openDatabase('sqlite::memory:');
    await migrate(database);
    const made = (await Promise.all(Array.from({ length: 20 }, () => ensureFirstAdmin(database, {})))).filter((admin) => admin !== null);
    expect(made).toHaveLength(1);
    expect(made[0]).toMatchObject({ username: 'admin', mustChangePassword: true });
    expect((await database.users.page(10, 0)).total).toBe(1);
    expect(await ensureFirstAdmin(database, {})).toBeNull();
    await database.close();
  });

  test('demands no change of a password that the operator chose', async () => {
    expect((await login('admin', ADMIN_PASSWORD)).body['mustChangePassword']).toBe(false);
  });
});
