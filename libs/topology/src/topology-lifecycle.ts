import { Inject, Injectable } from '@nestjs/common';
import { BusService, topics } from '@decnet/bus';
import type { AcceptedResponse, VersionResponse } from '@decnet/contract';
import { assertMove, DELETABLE_STATUSES, DomainError, type Mutation, sourcesOf, type TopologyStatus } from '@decnet/domain';
import { Database, type MazeHead, type Position, type Tx } from '@decnet/persistence';
import { MazeCache, notFound } from './maze-cache.js';
import { mazeName } from './maze-name.js';
import type { EditRequest } from './request.js';
import { SubnetClaims } from './subnet-claims.js';
import { versionAt } from './topology-editor.js';
import { TopologyValidator } from './topology-validator.js';
import { type EntryFor, UnitWriter } from './unit-writer.js';

/** Name of the host whose engine runs the mazes that are deployed here. */
export const ENGINE_HOST = Symbol('engine host');

/** Why mutations fail whose maze is taken down. */
const TORN_DOWN = 'TORN_DOWN: the maze is being taken down';

interface TornDown { accepted: AcceptedResponse; position: Position }

/** Writes down what is wanted of a maze. The work itself is the reconciler's, and outlives this process. */
@Injectable()
export class TopologyLifecycle {
  constructor(
    private readonly database: Database,
    private readonly writer: UnitWriter,
    private readonly cache: MazeCache,
    private readonly validator: TopologyValidator,
    private readonly claims: SubnetClaims,
    private readonly bus: BusService,
    @Inject(ENGINE_HOST) private readonly engineHost: string,
  ) {}

  /**
   * Claims what the maze needs and marks it `deploying`; a maze that breaks a rule stays as it is.
   * @throws DomainError NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION, VALIDATION_FAILED {issues}
   */
  async deploy(id: string, request: EditRequest): Promise<AcceptedResponse> {
    const guard = { version: request.expectedVersion };
    const set = { engineHost: this.engineHost, lastError: null };
    const accepted = ({ version }: Position): AcceptedResponse => ({ id, status: 'deploying', version });
    const answer = await this.writer.write(id, request, async (tx, entryFor) => {
      const position = await this.database.mazes.move(tx, id, 'deploying', { ...entryFor(accepted, 202), reason: null, guard, set });
      const loaded = await this.database.mazes.load(id, tx);
      if (!loaded) throw notFound(id);
      await this.claims.open(tx, id);
      await this.validator.demandDeployable(id, loaded.maze, tx);
      await this.claims.claim(tx, id, loaded.maze.lans);
      return accepted(position);
    });
    return this.announce(answer);
  }

  /** What waits in its queue fails. A draft is torn down here and now; whatever may run is left to the reconciler, and its present owner is fenced off. */
  async teardown(id: string, request: EditRequest): Promise<AcceptedResponse> {
    const head = await this.head(id);
    let failed: Mutation[] = [];
    const answer = await this.writer.write(id, request, async (tx, entryFor) => {
      const { accepted, position } = await this.tearDownFrom(tx, id, head, request, entryFor);
      failed = await this.database.mutations.failAll(tx, position, TORN_DOWN, { actor: request.actor });
      return accepted;
    });
    for (const mutation of failed) {
      this.bus.publishSafely(topics.topologyMutation(id, 'failed'), 'mutation', { mutationId: mutation.id, reason: TORN_DOWN });
    }
    return this.announce(answer);
  }

  /** Deletes a maze of which nothing runs. @throws DomainError NOT_FOUND, VERSION_CONFLICT, NOT_EDITABLE */
  async remove(id: string, { expectedVersion }: EditRequest): Promise<void> {
    const { topology } = (await this.cache.get(id)).loaded;
    if (topology.status === 'failed' && topology.engineHost !== null) {
      throw new DomainError('NOT_EDITABLE', 'parts of this maze may still run: tear it down first', { topologyStatus: 'failed' });
    }
    const guard = { version: expectedVersion, statuses: DELETABLE_STATUSES };
    await this.database.unitOfWork.run(async (tx) => {
      await this.database.mazes.remove(tx, await this.database.mazes.bump(tx, id, guard, { version: 0 }));
    });
    this.cache.forget(id);
    this.bus.publishSafely(topics.topologyChanged(id), 'removed');
  }

  async rename(id: string, name: string, request: EditRequest): Promise<VersionResponse> {
    const guard = { version: request.expectedVersion };
    const answer = await this.writer.write(id, request, async (tx, entryFor) => {
      const position = await this.database.mazes.bump(tx, id, guard, { version: 1 });
      await this.database.mazes.rename(tx, position, mazeName(name), entryFor(versionAt));
      return versionAt(position);
    });
    this.bus.publishSafely(topics.topologyChanged(id), 'changed', answer);
    return answer;
  }

  private async tearDownFrom(tx: Tx, id: string, head: MazeHead, { expectedVersion }: EditRequest, entryFor: EntryFor): Promise<TornDown> {
    const to: TopologyStatus = head.status === 'pending' ? 'torn_down' : 'tearing_down';
    assertMove(head.status, to);
    // From a draft only when it still is one: a deploy that came in between has something to take down.
    const statuses = to === 'torn_down' ? (['pending'] as const) : sourcesOf(to);
    const accepted = ({ version }: Position): AcceptedResponse => ({ id, status: to, version });
    const guard = { version: expectedVersion, statuses };
    const position = await this.database.mazes.move(tx, id, to, { ...entryFor(accepted, 202), reason: null, guard });
    if (to === 'torn_down') await this.database.claims.release(tx, id);
    else await this.database.leases.bumpEpoch(tx, id);
    return { accepted: accepted(position), position };
  }

  private async head(id: string): Promise<MazeHead> {
    const head = await this.database.mazes.head(id);
    if (!head) throw notFound(id);
    return head;
  }

  private announce(answer: AcceptedResponse): AcceptedResponse {
    this.bus.publishSafely(topics.topologyStatus(answer.id), 'status', { to: answer.status });
    return answer;
  }
}
