import type { Role, UserResponse } from '@decnet/contract';
import type { Database } from '@decnet/persistence';
import { ApiClient } from './api-client.js';
import type { TestMaster } from './test-master.js';

export const PASSWORD = 'a good password';

let made = 0;

/** Users of every kind, and tokens of every kind that are worth nothing any more. */
export class Accounts {
  constructor(private readonly master: TestMaster, private readonly database: Database) {}

  async make(role: Role, options: { mustChangePassword?: boolean } = {}): Promise<UserResponse> {
    const request = { username: `user-${(made += 1)}`, password: PASSWORD, role, ...options };
    const { status, body } = await this.master.admin.post<UserResponse>('/users', request);
    if (status !== 201) throw new Error(`making ${request.username} was answered ${status}`);
    return body;
  }

  signIn({ username }: UserResponse): Promise<ApiClient> {
    return this.master.signIn(username, PASSWORD);
  }

  async signedIn(role: Role, options?: { mustChangePassword: boolean }): Promise<ApiClient> {
    return this.signIn(await this.make(role, options));
  }

  async loggedOut(role: Role): Promise<string> {
    const client = await this.signedIn(role);
    await client.post('/auth/logout');
    return client.token!;
  }

  withChangedRole(from: Role, to: Role): Promise<string> {
    return this.after(from, ({ id }) => this.master.admin.patch(`/users/${id}`, { role: to }));
  }

  withSetPassword(role: Role): Promise<string> {
    return this.after(role, ({ id }) => this.master.admin.patch(`/users/${id}`, { password: 'set by an admin' }));
  }

  deleted(role: Role): Promise<string> {
    return this.after(role, ({ id }) => this.master.admin.delete(`/users/${id}`));
  }

  async expired(role: Role): Promise<string> {
    return this.expiringIn(-1, await this.make(role));
  }

  /** The token of a session that ends so many milliseconds from now. */
  async expiringIn(ms: number, user: UserResponse): Promise<string> {
    const { token } = await this.signIn(user);
    const { affected } = await this.database.dataSource.createQueryBuilder().update('sessions')
      .set({ expiresAt: new Date(Date.now() + ms).toISOString() }).where('userId = :id', { id: user.id }).execute();
    if (affected === 0) throw new Error(`${user.username} has no session`);
    return token!;
  }

  private async after(role: Role, happen: (user: UserResponse) => Promise<unknown>): Promise<string> {
    const user = await this.make(role);
    const { token } = await this.signIn(user);
    await happen(user);
    return token!;
  }
}
