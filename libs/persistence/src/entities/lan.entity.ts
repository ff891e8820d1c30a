import type { Lan } from '@decnet/domain';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { CHILD, COUNTER, UUID, varchar } from './columns.js';
import { TopologyEntity } from './topology.entity.js';

@Entity('lans')
export class LanEntity implements Lan {
  @ForeignKey(() => TopologyEntity, CHILD)
  @PrimaryColumn(UUID) topologyId!: string;
  @PrimaryColumn(UUID) id!: string;
  /** Sorts rows of a maze in the order in which they were added. */
  @Column(COUNTER) ordinal!: number;
  @Column(varchar(31)) name!: string;
  @Column(varchar(18)) subnet!: string;
  @Column({ type: 'boolean' }) isDmz!: boolean;
  @Column({ type: 'double', nullable: true }) x!: number | null;
  @Column({ type: 'double', nullable: true }) y!: number | null;
  @Column({ type: 'double', nullable: true }) width!: number | null;
  @Column({ type: 'double', nullable: true }) height!: number | null;
}
