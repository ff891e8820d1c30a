import { Column, Entity, PrimaryColumn } from 'typeorm';
import { COUNTER, varchar } from './columns.js';

/** Rows whose UPDATE serialises what no row of its own could: handing out subnets, numbering captured events. */
export const LOCK_NAMES = ['subnets', 'captured_events'] as const;
export type LockName = (typeof LOCK_NAMES)[number];

@Entity('locks')
export class LockEntity {
  @PrimaryColumn(varchar(64)) name!: LockName;
  @Column(COUNTER) value!: number;
}
