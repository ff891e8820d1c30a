import type { MigrationInterface, QueryRunner } from 'typeorm';
import { childOf, columnKit, createTable, dropTables, index, KEY, unique } from './shorthand.js';

/** People and their sessions. */
export class CreateAccess1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const kit = columnKit(runner);
    await createTable(runner, {
      name: 'users',
      columns: [
        kit.uuid('id', KEY), kit.text('username', 64), kit.text('password_hash', 255), kit.text('role', 16),
        kit.flag('must_change_password'), kit.time('created_at'),
      ],
      indices: [unique('UQ_users_username', 'username')],
    });
    await createTable(runner, {
      name: 'sessions',
      columns: [kit.text('id', 64, KEY), kit.uuid('user_id'), kit.time('created_at'), kit.time('expires_at')],
      indices: [index('IDX_sessions_user', 'user_id'), index('IDX_sessions_expiry', 'expires_at')],
      ...childOf('users', 'user_id'),
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['sessions', 'users']);
  }
}
