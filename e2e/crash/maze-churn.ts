import type { TopologyResponse } from '@decnet/contract';
import type { ApiClient } from '../support/api-client.js';
import type { MasterProcess } from '../support/master-process.js';
import type { Seeded } from '../support/seeded.js';

export type Wish = 'deploy' | 'teardown';
/** What the API said it will do with a maze; a maze whose last answer was lost is not among them, for it may have been heard. */
export type Promised = ReadonlyMap<string, Wish>;

/** One in so many deploys is overtaken by a teardown at once. */
const OVERTAKEN = 4;

/** Keeps a few mazes coming and going: drafts are deployed, live ones torn down, ended ones replaced. */
export class MazeChurn {
  private made = 0;

  /** @param subnetBase CIDR, nobody else's, so that the loopback blocks do not meet those of other tests */
  constructor(private readonly master: MasterProcess, private readonly subnetBase: string, private readonly random: Seeded) {}

  /** Ended mazes make room for drafts; there are `count` mazes afterwards. */
  async renew(mazes: readonly TopologyResponse[], count: number): Promise<TopologyResponse[]> {
    const ended = mazes.filter(({ status }) => status === 'torn_down' || status === 'failed');
    const kept = mazes.filter((maze) => !ended.includes(maze));
    for (const { id, status, engineHost } of ended) if (status === 'torn_down' || engineHost === null) await this.master.admin.delete(`/topologies/${id}`);
    const drafts: TopologyResponse[] = [];
    while (kept.length + drafts.length < count) drafts.push(await this.draft());
    return [...kept, ...drafts];
  }

  /** Asks for a change of every maze, all at once. Answers that break off are no failure. */
  async stir(mazes: readonly TopologyResponse[]): Promise<Promised> {
    const promised = new Map<string, Wish>();
    const { admin } = this.master;
    await Promise.all(mazes.map(async ({ id, status }) => {
      const wishes: Wish[] = status === 'active' ? ['teardown'] : ['deploy'];
      if (status === 'pending' && this.random.below(OVERTAKEN) < 1) wishes.push('teardown');
      for (const wish of wishes) {
        if (await promises(admin, id, wish)) promised.set(id, wish);
        else promised.delete(id);
      }
    }));
    return promised;
  }

  private draft(): Promise<TopologyResponse> {
    this.made += 1;
    return this.master.admin.maze('/topologies', {
      name: `churn ${this.made}`, depth: 3, branchingFactor: 2, deckiesPerLanMin: 1, deckiesPerLanMax: 3, subnetBase: this.subnetBase, seed: Math.floor(this.random.below(2 ** 32)),
    });
  }
}

async function promises(admin: ApiClient, id: string, wish: Wish): Promise<boolean> {
  const { status } = await admin.post(`/topologies/${id}/${wish}`).catch(() => ({ status: 0 }));
  return status === 202;
}
