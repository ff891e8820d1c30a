import type { DeckyEventCountResponse } from '@decnet/contract';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { COUNTER, TIME, UUID, varchar } from './columns.js';

/** How often a decky was touched, and last by whom; kept with the events so that nobody counts them. No foreign key, as with those. */
@Entity('decky_event_counts')
export class DeckyEventCountEntity implements DeckyEventCountResponse {
  @PrimaryColumn(UUID) topologyId!: string;
  @PrimaryColumn(UUID) deckyId!: string;
  @Column(COUNTER) count!: number;
  @Column(TIME) lastAt!: string;
  @Column(varchar(45)) lastSrcIp!: string;
}
