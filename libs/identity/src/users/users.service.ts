import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CreateUserRequest, UpdateUserRequest, UserListQuery, UserListResponse, UserResponse } from '@decnet/contract';
import { DomainError } from '@decnet/domain';
import { Database, type Tx, type UserPatch } from '@decnet/persistence';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { LOCAL_USERNAME } from '../tokens/claims.js';
import { Revocations } from '../tokens/revocations.js';
import { toUserResponse } from './user-response.js';

const DEFAULT_LIMIT = 50;

/** The accounts. Whatever changes what somebody may do ends their sessions in the same transaction. */
@Injectable()
export class UsersService {
  constructor(private readonly database: Database, private readonly passwords: PasswordHasher, private readonly revocations: Revocations) {}

  async page({ limit = DEFAULT_LIMIT, offset = 0 }: UserListQuery): Promise<UserListResponse> {
    const { total, users } = await this.database.users.page(limit, offset);
    return { data: users.map(toUserResponse), total, limit, offset };
  }

  /** @throws DomainError NAME_TAKEN */
  async create({ username, password, role, mustChangePassword = false }: CreateUserRequest): Promise<UserResponse> {
    if (username === LOCAL_USERNAME) throw new DomainError('NAME_TAKEN', `${LOCAL_USERNAME} is the operator of this machine`, { name: username });
    const passwordHash = await this.passwords.hash(password);
    return toUserResponse(await this.database.users.create({ id: randomUUID(), username, passwordHash, role, mustChangePassword }));
  }

  /** @throws DomainError NOT_FOUND, LAST_ADMIN */
  async update(id: string, { role, password }: UpdateUserRequest): Promise<UserResponse> {
    const patch: UserPatch = { ...(role && { role }), ...(password !== undefined && { passwordHash: await this.passwords.hash(password) }) };
    const before = await this.database.users.byId(id);
    const updated = await this.database.unitOfWork.run(async (tx) => {
      const user = await this.database.users.update(id, patch, tx);
      if (password !== undefined) await this.database.sessions.removeOfUser(id, undefined, tx);
      await this.keepAnAdmin(tx);
      return user;
    });
    if (password !== undefined || before?.role !== updated.role) this.revocations.announce({ userId: id });
    return toUserResponse(updated);
  }

  /** @throws DomainError NOT_FOUND, LAST_ADMIN */
  async remove(id: string): Promise<void> {
    await this.database.unitOfWork.run(async (tx) => {
      await this.database.users.remove(id, tx);
      await this.keepAnAdmin(tx);
    });
    this.revocations.announce({ userId: id });
  }

  private async keepAnAdmin(tx: Tx): Promise<void> {
    if ((await this.database.users.countAdmins(tx)) > 0) return;
    throw new DomainError('LAST_ADMIN', 'this is the last admin: make another one first');
  }
}
