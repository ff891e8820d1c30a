import type { Mutation, MutationState, Op } from '@decnet/domain';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CHILD, COUNTER, JSON_TEXT, TEXT, TIME, UUID, varchar } from './columns.js';
import { TopologyEntity } from './topology.entity.js';

/** A change of a running maze, waiting its turn or done. */
@Entity('topology_mutations')
@Index('UQ_topology_mutations_seq', ['topologyId', 'seq'], { unique: true })
@Index('IDX_topology_mutations_state', ['state', 'topologyId'])
export class TopologyMutationEntity implements Mutation {
  @PrimaryColumn(UUID) id!: string;
  @ForeignKey(() => TopologyEntity, CHILD)
  @Column(UUID) topologyId!: string;
  /** First in, first out within the maze. */
  @Column(COUNTER) seq!: number;
  @Column(varchar(32)) op!: Op['op'];
  @Column(JSON_TEXT) payload!: Op;
  /** The op with every choice filled in; stored before anything is touched. */
  @Column({ ...JSON_TEXT, nullable: true }) resolvedOp!: Op | null;
  @Column(varchar(16)) state!: MutationState;
  @Column(varchar(128)) requestedBy!: string;
  @Column(TIME) requestedAt!: string;
  @Column({ type: 'int' }) attempts!: number;
  @Column({ ...TIME, nullable: true }) finishedAt!: string | null;
  @Column({ ...TEXT, nullable: true }) reason!: string | null;
}
