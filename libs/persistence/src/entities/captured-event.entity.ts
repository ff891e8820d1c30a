import type { CapturedEventResponse } from '@decnet/contract';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { COUNTER, JSON_TEXT, TEXT, TIME, UUID, varchar } from './columns.js';

/** What a decoy caught. Without a foreign key: its check would make the collector wait for every editor of a maze. */
@Entity('captured_events')
@Index('IDX_captured_events_decky', ['topologyId', 'deckyId', 'seq'])
@Index('IDX_captured_events_topology', ['topologyId', 'seq'])
@Index('IDX_captured_events_service', ['service', 'seq'])
@Index('IDX_captured_events_source', ['srcIp', 'seq'])
export class CapturedEventEntity implements CapturedEventResponse {
  /** Handed out from a counter row, so that its order is the order of commits. */
  @PrimaryColumn(COUNTER) seq!: number;
  @Index('UQ_captured_events_id', { unique: true }) @Column(UUID) id!: string;
  @Index('IDX_captured_events_at') @Column(TIME) at!: string;
  @Column(TIME) receivedAt!: string;
  @Column(varchar(255)) engineHost!: string;
  @Column(UUID) topologyId!: string;
  @Column(UUID) deckyId!: string;
  @Column(varchar(64)) deckyName!: string;
  @Column({ ...varchar(64), nullable: true }) lan!: string | null;
  @Column(varchar(64)) service!: string;
  @Column(varchar(64)) sessionId!: string;
  @Column(varchar(64)) eventType!: string;
  @Column(varchar(45)) srcIp!: string;
  @Column({ type: 'int' }) srcPort!: number;
  @Column(varchar(45)) dstIp!: string;
  @Column({ type: 'int' }) dstPort!: number;
  @Column({ ...varchar(16), nullable: true }) outcome!: string | null;
  @Column({ ...TEXT, nullable: true }) user!: string | null;
  @Column({ ...TEXT, nullable: true }) secret!: string | null;
  @Column({ ...TEXT, nullable: true }) command!: string | null;
  @Column({ ...TEXT, nullable: true }) request!: string | null;
  @Column({ ...COUNTER, nullable: true }) bytes!: number | null;
  @Column({ ...JSON_TEXT, nullable: true }) data!: Record<string, unknown> | null;
}
