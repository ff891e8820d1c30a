import type { Decky, ServiceConfig } from '@decnet/domain';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { CHILD, COUNTER, JSON_TEXT, UUID, varchar } from './columns.js';
import { TopologyEntity } from './topology.entity.js';

@Entity('deckies')
export class DeckyEntity implements Decky {
  @ForeignKey(() => TopologyEntity, CHILD)
  @PrimaryColumn(UUID) topologyId!: string;
  @PrimaryColumn(UUID) id!: string;
  /** Sorts rows of a maze in the order in which they were added. */
  @Column(COUNTER) ordinal!: number;
  @Column(varchar(31)) name!: string;
  @Column(varchar(64)) archetype!: string;
  @Column(JSON_TEXT) services!: string[];
  @Column(JSON_TEXT) serviceConfig!: Record<string, ServiceConfig>;
  @Column({ type: 'boolean' }) isGateway!: boolean;
  @Column({ type: 'boolean' }) forwardsL3!: boolean;
  @Column({ type: 'double', nullable: true }) x!: number | null;
  @Column({ type: 'double', nullable: true }) y!: number | null;
}
