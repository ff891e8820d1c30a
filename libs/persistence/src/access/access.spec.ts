import { randomUUID } from 'node:crypto';
import { appliedButToldFailed, describeOnEachDatabase } from '@decnet/testing';
import type { Database } from '../database/database.js';
import type { User } from './types.js';

const FAR = '2999-01-01T00:00:00.000Z';

describeOnEachDatabase('users and sessions', (open) => {
  let db: Database;
  beforeAll(async () => { db = await open(); });

  const aUser = (overrides: Partial<User> = {}): Omit<User, 'createdAt'> => {
    const id = randomUUID();
    return { id, username: `u-${id.slice(0, 8)}`, passwordHash: '$argon2id$…', role: 'viewer', mustChangePassword: true, ...overrides };
  };
  const signIn = (userId: string, expiresAt = FAR) => db.sessions.create({ id: randomUUID(), userId, expiresAt });

  it('finds a user by id and by name, and refuses a second of the same name', async () => {
    const user = await db.users.create(aUser());
    expect(await db.users.byId(user.id)).toEqual(user);
    expect(await db.users.byUsername(user.username)).toEqual(user);
    expect(await db.users.byUsername(user.username.toUpperCase())).toBeNull();
    await expect(db.users.create(aUser({ username: user.username }))).rejects.toMatchObject({ code: 'NAME_TAKEN' });
  });

  it('finds a session with its user in one read, and none that ended or expired', async () => {
    const user = await db.users.create(aUser());
    const session = await signIn(user.id);
    const { passwordHash: _, ...shown } = user;
    expect(await db.sessions.find(session.id)).toEqual({ session, user: shown });
    const past = await signIn(user.id, '2001-01-01T00:00:00.000Z');
    expect(await db.sessions.find(past.id)).toBeNull();
    expect(await db.sessions.prune()).toBe(1);
    await db.sessions.remove(session.id);
    expect(await db.sessions.find(session.id)).toBeNull();
  });

  it('ends sessions with a change of role and with the user, and with nothing else', async () => {
    const user = await db.users.create(aUser());
    const [first, second] = [await signIn(user.id), await signIn(user.id)];
    expect(await db.users.update(user.id, { passwordHash: 'new', mustChangePassword: false, role: 'viewer' }))
      .toEqual({ ...user, passwordHash: 'new', mustChangePassword: false });
    expect(await db.sessions.find(first.id)).not.toBeNull();
    await db.sessions.removeOfUser(user.id, first.id);
    expect([await db.sessions.find(first.id), await db.sessions.find(second.id)].map((found) => found !== null)).toEqual([true, false]);
    await db.users.update(user.id, { role: 'admin' });
    expect(await db.sessions.find(first.id)).toBeNull();
    const third = await signIn(user.id);
    await db.users.remove(user.id);
    expect(await db.sessions.find(third.id)).toBeNull();
    await expect(db.users.remove(user.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(db.users.update(user.id, { role: 'admin' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('tells inside a unit of work how many admins a change would leave', async () => {
    const admins = await db.users.countAdmins();
    const user = await db.users.create(aUser({ role: 'admin' }));
    await expect(db.unitOfWork.run(async (tx) => {
      await db.users.remove(user.id, tx);
      expect(await db.users.countAdmins(tx)).toBe(admins);
      throw new Error('the last one stays');
    })).rejects.toThrow('stays');
    expect(await db.users.countAdmins()).toBe(admins + 1);
  });

  it('pages by name', async () => {
    const names = ['zz-b', 'zz-a', 'zz-c'];
    for (const username of names) await db.users.create(aUser({ username }));
    const { total, users } = await db.users.page(500, 0);
    expect(users).toHaveLength(total);
    expect(users.slice(-3).map(({ username }) => username)).toEqual(['zz-a', 'zz-b', 'zz-c']);
    expect((await db.users.page(2, total - 2)).users).toEqual(users.slice(-2));
  });

  it('does each write once although its commit was told failed', async () => {
    const faulty = await open({ faults: appliedButToldFailed(1) });
    const user = await faulty.users.create(aUser());
    const session = await faulty.sessions.create({ id: randomUUID(), userId: user.id, expiresAt: FAR });
    expect(await faulty.sessions.find(session.id)).not.toBeNull();
    await faulty.users.remove(user.id);
    expect(await db.users.byId(user.id)).toBeNull();
  });
});
