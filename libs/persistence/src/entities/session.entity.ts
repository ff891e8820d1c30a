import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CHILD, TIME, varchar, UUID } from './columns.js';
import { UserEntity } from './user.entity.js';

/** A signed-in token; it dies with its user, its user's role, its logout. */
@Entity('sessions')
export class SessionEntity {
  @PrimaryColumn(varchar(64)) id!: string;
  @ForeignKey(() => UserEntity, CHILD)
  @Index('IDX_sessions_user') @Column(UUID) userId!: string;
  @Column(TIME) createdAt!: string;
  @Index('IDX_sessions_expiry') @Column(TIME) expiresAt!: string;
}
