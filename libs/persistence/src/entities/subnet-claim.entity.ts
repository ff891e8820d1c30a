import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CHILD, COUNTER, UUID } from './columns.js';
import { TopologyEntity } from './topology.entity.js';

/** A range of addresses that belongs to one LAN and to no other maze. */
@Entity('subnet_claims')
@Index('IDX_subnet_claims_range', ['first', 'last'])
export class SubnetClaimEntity {
  @ForeignKey(() => TopologyEntity, CHILD)
  @PrimaryColumn(UUID) topologyId!: string;
  @PrimaryColumn(UUID) lanId!: string;
  /** Unsigned 32-bit address, inclusive. */
  @Column(COUNTER) first!: number;
  @Column(COUNTER) last!: number;
}
