import type { Role } from '@decnet/contract';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { TIME, UUID, varchar } from './columns.js';

@Entity('users')
export class UserEntity {
  @PrimaryColumn(UUID) id!: string;
  @Index('UQ_users_username', { unique: true }) @Column(varchar(64)) username!: string;
  @Column(varchar(255)) passwordHash!: string;
  @Column(varchar(16)) role!: Role;
  @Column({ type: 'boolean' }) mustChangePassword!: boolean;
  @Column(TIME) createdAt!: string;
}
