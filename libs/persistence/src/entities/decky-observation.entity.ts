import type { DeckyObservation, DeckyState, Endpoint } from '@decnet/domain';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { CHILD, JSON_TEXT, TEXT, UUID, varchar } from './columns.js';
import { TopologyEntity } from './topology.entity.js';

/** What is observed of a decky, apart from its design: it changes without a version and without a journal row. */
@Entity('decky_observations')
export class DeckyObservationEntity implements DeckyObservation {
  @ForeignKey(() => TopologyEntity, CHILD)
  @PrimaryColumn(UUID) topologyId!: string;
  @PrimaryColumn(UUID) deckyId!: string;
  @Column(varchar(16)) state!: DeckyState;
  @Column({ ...TEXT, nullable: true }) lastError!: string | null;
  @Column(JSON_TEXT) endpoints!: Endpoint[];
}
