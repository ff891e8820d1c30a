import type { Role } from '@decnet/contract';
import { SessionEntity } from '../entities/session.entity.js';
import type { SqlSession } from '../sql/session.js';
import { Transaction } from '../unit-of-work/transaction.js';
import type { Tx } from '../unit-of-work/types.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { Session } from './types.js';

/** A session and whose it is, as every request asks for it. */
export interface SessionOwner {
  session: Session;
  user: { id: string; username: string; role: Role; mustChangePassword: boolean; createdAt: string };
}

interface OwnerRow {
  id: string; user_id: string; created_at: string; expires_at: string;
  username: string; role: Role; must_change_password: number; user_created_at: string;
}

const OWNER = `SELECT s.id, s.user_id, s.created_at, s.expires_at, u.username, u.role, u.must_change_password, u.created_at AS user_created_at
  FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = ?`;

/** Signed-in tokens. */
export class SessionStore {
  constructor(private readonly sql: SqlSession, private readonly unitOfWork: UnitOfWork) {}

  async create(session: Omit<Session, 'createdAt'>, tx?: Tx): Promise<Session> {
    const created: Session = { ...session, createdAt: this.sql.clock() };
    await this.unitOfWork.join(tx, async (unit) => {
      unit.settleBy(async () => (await this.find(session.id)) !== null);
      await this.sql.table(SessionEntity).insert(Transaction.of(unit), [created]);
    });
    return created;
  }

  /** The session with its user, in one read; null when it ended, also when it has expired by this process's clock. */
  async find(id: string): Promise<SessionOwner | null> {
    const [row] = await this.sql.executor().query<OwnerRow>(OWNER, [id]);
    if (!row || row.expires_at <= this.sql.clock()) return null;
    return {
      session: { id: row.id, userId: row.user_id, createdAt: row.created_at, expiresAt: row.expires_at },
      user: {
        id: row.user_id, username: row.username, role: row.role, mustChangePassword: Boolean(row.must_change_password), createdAt: row.user_created_at,
      },
    };
  }

  async remove(id: string, tx?: Tx): Promise<void> {
    await this.idempotent(tx, (sql) => sql.execute('DELETE FROM sessions WHERE id = ?', [id]));
  }

  /** Ends all sessions of a user, but not `exceptId`. */
  async removeOfUser(userId: string, exceptId?: string, tx?: Tx): Promise<void> {
    await this.idempotent(tx, (sql) => sql.execute('DELETE FROM sessions WHERE user_id = ? AND id <> ?', [userId, exceptId ?? '']));
  }

  /** Deletes what has expired. @returns how many */
  async prune(): Promise<number> {
    return this.idempotent(undefined, (sql) => sql.execute('DELETE FROM sessions WHERE expires_at <= ?', [this.sql.clock()]));
  }

  private idempotent<T>(tx: Tx | undefined, work: (sql: Transaction) => Promise<T>): Promise<T> {
    return this.unitOfWork.join(tx, async (unit) => {
      unit.settleBy(() => Promise.resolve(false));
      return work(Transaction.of(unit));
    });
  }
}
