import type { JournalType } from '@decnet/contract';
import type { Op } from '@decnet/domain';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { RecordedAnswer } from '../mazes/types.js';
import { CHILD, COUNTER, JSON_TEXT, TIME, UUID, varchar } from './columns.js';
import { TopologyEntity } from './topology.entity.js';

/** The journal: one row per changed entity; rows of one transaction share the version. */
@Entity('topology_events')
@Index('UQ_topology_events_request', ['requestId', 'topologyId'], { unique: true })
@Index('IDX_topology_events_type', ['topologyId', 'type', 'seq'])
export class TopologyEventEntity {
  @ForeignKey(() => TopologyEntity, CHILD)
  @PrimaryColumn(UUID) topologyId!: string;
  @PrimaryColumn(COUNTER) seq!: number;
  @Column(COUNTER) version!: number;
  @Column(varchar(32)) type!: JournalType;
  @Column(JSON_TEXT) payload!: Record<string, unknown>;
  /** On the first row of a transaction: the ops that take the whole of it back. */
  @Column({ ...JSON_TEXT, nullable: true }) inverse!: Op[] | null;
  @Column(varchar(128)) actor!: string;
  /** On the first row of a transaction: the caller's idempotency key, or a made-up one that settles an unknown commit. */
  @Column({ ...varchar(128), nullable: true }) requestId!: string | null;
  /** What the holder of the idempotency key was answered first. */
  @Column({ ...JSON_TEXT, nullable: true }) answer!: RecordedAnswer | null;
  @Column(TIME) at!: string;
}
