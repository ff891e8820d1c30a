import { DomainError } from '@decnet/domain';
import { UserEntity } from '../entities/user.entity.js';
import type { SqlValue } from '../sql/executor.js';
import { isUniqueViolation } from '../sql/failures.js';
import type { SqlSession } from '../sql/session.js';
import { Transaction } from '../unit-of-work/transaction.js';
import type { Tx } from '../unit-of-work/types.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { User, UserPatch } from './types.js';

/** People who may sign in. */
export class UserStore {
  constructor(private readonly sql: SqlSession, private readonly unitOfWork: UnitOfWork) {}

  /** @throws DomainError NAME_TAKEN */
  async create(user: Omit<User, 'createdAt'>, tx?: Tx): Promise<User> {
    const created: User = { ...user, createdAt: this.sql.clock() };
    await this.unitOfWork.join(tx, async (unit) => {
      unit.settleBy(async () => (await this.byId(user.id)) !== null);
      try {
        await this.sql.table(UserEntity).insert(Transaction.of(unit), [created]);
      } catch (error) {
        if (!isUniqueViolation(error, 'users.username', 'UQ_users_username')) throw error;
        throw new DomainError('NAME_TAKEN', `there is a user called ${user.username}`, { name: user.username }, { cause: error });
      }
    });
    return created;
  }

  async byId(id: string, tx?: Tx): Promise<User | null> {
    return this.one('id = ?', id, tx);
  }

  async byUsername(username: string, tx?: Tx): Promise<User | null> {
    return this.one('username = ?', username, tx);
  }

  /** By name. */
  async page(limit: number, offset: number): Promise<{ total: number; users: User[] }> {
    const table = this.sql.table(UserEntity);
    return this.sql.snapshot(async (sql) => {
      const [counted] = await sql.query<{ total: number }>(`SELECT COUNT(*) AS total FROM ${table.name}`);
      const rows = await sql.query(`SELECT ${table.columns()} FROM ${table.name} ORDER BY username LIMIT ? OFFSET ?`, [limit, offset]);
      return { total: counted?.total ?? 0, users: rows.map((row) => table.decode(row)) };
    });
  }

  /**
   * How many admins there are; inside a unit of work after {@link update} or {@link remove}, what that would leave. There it
   * also locks them: of two admins who demote each other at once, the second sees what the first has done.
   */
  async countAdmins(tx?: Tx): Promise<number> {
    const lock = tx && this.sql.dialect.kind === 'mysql' ? ' FOR UPDATE' : '';
    return (await this.sql.executor(tx).query(`SELECT id FROM users WHERE role = 'admin'${lock}`)).length;
  }

  /** A change of role ends the user's sessions. @throws DomainError NOT_FOUND */
  async update(id: string, patch: UserPatch, tx?: Tx): Promise<User> {
    const table = this.sql.table(UserEntity);
    const properties = (Object.keys(patch) as (keyof UserPatch)[]).filter((property) => patch[property] !== undefined);
    return this.unitOfWork.join(tx, async (unit) => {
      unit.settleBy(() => Promise.resolve(false));
      const sql = Transaction.of(unit);
      // First a write, so that two changes of one user take turns and the role before is the role before.
      if ((await sql.execute('UPDATE users SET username = username WHERE id = ?', [id])) !== 1) throw unknownUser(id);
      const before = await this.byId(id, unit);
      const values: SqlValue[] = properties.map((property) => table.encode(property, patch[property]));
      if (properties.length > 0) {
        const assignments = properties.map((property) => `${table.columnOf(property)} = ?`).join(', ');
        await sql.execute(`UPDATE users SET ${assignments} WHERE id = ?`, [...values, id]);
      }
      if (patch.role !== undefined && patch.role !== before?.role) await sql.execute('DELETE FROM sessions WHERE user_id = ?', [id]);
      return (await this.byId(id, unit))!;
    });
  }

  /** The user's sessions go along. @throws DomainError NOT_FOUND */
  async remove(id: string, tx?: Tx): Promise<void> {
    await this.unitOfWork.join(tx, async (unit) => {
      const affected = await Transaction.of(unit).execute('DELETE FROM users WHERE id = ?', [id]);
      if (affected !== 1) throw unknownUser(id);
      unit.settleBy(async () => (await this.byId(id)) === null);
    });
  }

  private async one(condition: string, value: string, tx?: Tx): Promise<User | null> {
    const table = this.sql.table(UserEntity);
    const [row] = await this.sql.executor(tx).query(`SELECT ${table.columns()} FROM ${table.name} WHERE ${condition}`, [value]);
    return row ? table.decode(row) : null;
  }
}

function unknownUser(id: string): DomainError {
  return new DomainError('NOT_FOUND', `there is no user ${id}`);
}
