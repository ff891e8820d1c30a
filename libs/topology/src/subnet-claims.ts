import { Injectable } from '@nestjs/common';
import { cidrRange, type Lan } from '@decnet/domain';
import { type AddressRange, Database, type LanRange, type Tx } from '@decnet/persistence';

/** Which subnets a maze holds against all others. */
@Injectable()
export class SubnetClaims {
  constructor(private readonly database: Database) {}

  /** Makes other allocations wait. @returns what other mazes hold */
  async open(tx: Tx, topologyId?: string): Promise<AddressRange[]> {
    await this.database.claims.lock(tx);
    return this.database.claims.taken(tx, topologyId);
  }

  /**
   * Claims the subnets of these LANs. One that another maze holds stays unclaimed: a draft may overlap, and a deploy
   * is refused by SUBNET_TAKEN before it comes to this.
   */
  async claim(tx: Tx, topologyId: string, lans: readonly Lan[]): Promise<void> {
    await this.database.claims.claim(tx, topologyId, lans.map(rangeOf));
  }
}

function rangeOf({ id, subnet }: Lan): LanRange {
  const [first, last] = cidrRange(subnet);
  return { lanId: id, first, last };
}
