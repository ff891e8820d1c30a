import type { Maze, Topology, TopologyMode, TopologyStatus } from '@decnet/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { COUNTER, JSON_TEXT, TEXT, TIME, UUID, varchar } from './columns.js';

/** A maze's own fields, the counters that order its writers, and the lease of whoever works on it. */
@Entity('topologies')
@Index('IDX_topologies_created', ['createdAt', 'id'])
@Index('IDX_topologies_status', ['status', 'createdAt'])
@Index('IDX_topologies_work', ['engineHost', 'status'])
@Index('IDX_topologies_lease', ['leaseOwner'])
export class TopologyEntity implements Omit<Topology, keyof Maze> {
  @PrimaryColumn(UUID) id!: string;
  @Index('UQ_topologies_name', { unique: true }) @Column(varchar(64)) name!: string;
  @Column(varchar(16)) mode!: TopologyMode;
  @Column({ ...UUID, nullable: true }) targetHostId!: string | null;
  @Column({ ...JSON_TEXT, nullable: true }) generatorConfig!: Record<string, unknown> | null;
  @Column(varchar(16)) status!: TopologyStatus;
  @Column({ ...TEXT, nullable: true }) statusReason!: string | null;
  @Column(TIME) statusChangedAt!: string;
  /** Counts changes of design. */
  @Column(COUNTER) version!: number;
  /** Counts journal rows. */
  @Column(COUNTER) eventSeq!: number;
  /** Counts writes of what is observed; those are not journalled. */
  @Column(COUNTER) observedSeq!: number;
  @Column({ type: 'boolean' }) needsResync!: boolean;
  @Column({ ...TEXT, nullable: true }) lastError!: string | null;
  /** Machine whose engine runs it; stamped at deploy. */
  @Column({ ...varchar(255), nullable: true }) engineHost!: string | null;
  @Column({ ...varchar(255), nullable: true }) leaseOwner!: string | null;
  @Column({ ...TIME, nullable: true }) leaseExpiresAt!: string | null;
  /** The fence: grows with every claim, and with a request that must stop the present owner. */
  @Column(COUNTER) leaseEpoch!: number;
  @Column(TIME) createdAt!: string;
  @Column(varchar(128)) createdBy!: string;
}
