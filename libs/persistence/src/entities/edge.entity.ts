import type { Edge } from '@decnet/domain';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { CHILD, COUNTER, UUID, varchar } from './columns.js';
import { TopologyEntity } from './topology.entity.js';

@Entity('edges')
export class EdgeEntity implements Edge {
  @ForeignKey(() => TopologyEntity, CHILD)
  @PrimaryColumn(UUID) topologyId!: string;
  @PrimaryColumn(UUID) id!: string;
  /** Sorts rows of a maze in the order in which they were added. */
  @Column(COUNTER) ordinal!: number;
  @Column(UUID) deckyId!: string;
  @Column(UUID) lanId!: string;
  @Column(varchar(15)) ip!: string;
  @Column({ type: 'boolean' }) isHome!: boolean;
}
