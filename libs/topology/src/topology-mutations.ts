import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { BusService, topics } from '@decnet/bus';
import type { EnqueuedMutationsResponse, MutationListQuery, MutationListResponse, MutationResponse, MutationsDryRunResponse } from '@decnet/contract';
import { applyOps, DEFAULT_SUBNET_BASE, diffPlan, DomainError, invalidRequest, LIVE_STATUSES, type Maze, type Op, type OpContext, plannedResources, planDeployment } from '@decnet/domain';
import { Database, type LoadedMaze, type Position, type QueuedOp, type Tx } from '@decnet/persistence';
import { MazeCache, notFound } from './maze-cache.js';
import { type EditRequest, Unchanged, type WriteRequest } from './request.js';
import { TopologyValidator } from './topology-validator.js';
import { UnitWriter } from './unit-writer.js';

const DEFAULT_LIMIT = 50;

/** The queue of a running maze, as callers see it: they put ops into it, look, and cancel. The work itself is the reconciler's. */
@Injectable()
export class TopologyMutations {
  constructor(
    private readonly database: Database,
    private readonly writer: UnitWriter,
    private readonly cache: MazeCache,
    private readonly validator: TopologyValidator,
    private readonly bus: BusService,
  ) {}

  /** @throws DomainError NOT_FOUND, VERSION_CONFLICT, NOT_EDITABLE {topologyStatus}, LIMIT */
  enqueue(id: string, request: EditRequest, ops: readonly Op[]): Promise<EnqueuedMutationsResponse> {
    return this.write(id, request, ops.length, () => Promise.resolve(ops));
  }

  /** Queues what leads back to the design as it was at `toVersion`, by the inverse ops of the journal. */
  async rollback(id: string, request: EditRequest, toVersion: number): Promise<EnqueuedMutationsResponse> {
    return this.write(id, request, 1, async (tx, version) => {
      if (toVersion > version) throw invalidRequest([{ path: 'toVersion', message: `the maze is at version ${version}` }]);
      return (await this.database.journal.inversesAfter(id, toVersion, tx)).flatMap(({ inverse }) => inverse);
    });
  }

  /** What the ops would come to on the maze as it will be when those that wait have had their turn. @throws DomainError what applyOp throws but VALIDATION_FAILED */
  async dryRun(id: string, { expectedVersion }: EditRequest, ops: readonly Op[]): Promise<MutationsDryRunResponse> {
    const { loaded } = await this.cache.get(id);
    const { status, version } = loaded.topology;
    if (!LIVE_STATUSES.includes(status)) throw new DomainError('NOT_EDITABLE', `not possible while the maze is ${status}`, { topologyStatus: status });
    if (expectedVersion !== undefined && expectedVersion !== version) {
      throw new DomainError('VERSION_CONFLICT', `the maze is at version ${version}`, { current: version, expected: expectedVersion });
    }
    const context: OpContext = { newId: randomUUID, takenRanges: await this.database.claims.taken(undefined, id), subnetBase: DEFAULT_SUBNET_BASE };
    const before = withItsQueue(loaded, context);
    try {
      const { maze } = applyOps(before, ops, context);
      const steps = diffPlan(plannedResources(planDeployment(id, before)), planDeployment(id, maze));
      return { issues: await this.validator.issues(id, maze), plan: steps };
    } catch (error) {
      if (error instanceof DomainError && error.code === 'VALIDATION_FAILED') return { issues: error.details['issues'] as MutationsDryRunResponse['issues'], plan: [] };
      throw error;
    }
  }

  async list(id: string, { state, before, limit = DEFAULT_LIMIT }: MutationListQuery): Promise<MutationListResponse> {
    if (!(await this.database.mazes.head(id))) throw notFound(id);
    const data = await this.database.mutations.page(id, { state, before: before ?? null, limit });
    return { data, nextBefore: data.length === limit ? data.at(-1)!.seq : null };
  }

  /** Takes a mutation that waits out of the queue. @throws DomainError NOT_FOUND, ILLEGAL_TRANSITION once its turn has come */
  async cancel(id: string, mutationId: string, request: WriteRequest): Promise<MutationResponse> {
    const reason = `CANCELLED: by ${request.actor}`;
    await this.writer.write(id, request, async (tx, entryFor) => {
      const position = await this.database.mazes.bump(tx, id, {}, { version: 0 });
      const mutation = await this.database.mutations.find(id, mutationId, tx);
      if (!mutation) throw new DomainError('NOT_FOUND', `there is no mutation ${mutationId} of this maze`, { id: mutationId });
      if (mutation.state !== 'pending') {
        throw new DomainError('ILLEGAL_TRANSITION', `this mutation is ${mutation.state}: only one that waits can be cancelled`, { from: mutation.state, to: 'failed' });
      }
      const entry = entryFor(() => ({ id: mutationId }));
      await this.database.mutations.end(tx, position, mutation, { state: 'failed', reason }, entry);
      return { id: mutationId };
    });
    this.bus.publishSafely(topics.topologyMutation(id, 'failed'), 'mutation', { mutationId, reason });
    return (await this.database.mutations.find(id, mutationId))!;
  }

  private async write(id: string, request: EditRequest, rows: number, opsOf: (tx: Tx, version: number) => Promise<readonly Op[]>): Promise<EnqueuedMutationsResponse> {
    const guard = { version: request.expectedVersion, statuses: LIVE_STATUSES };
    let written: EnqueuedMutationsResponse | undefined;
    const answer = await this.writer.write(id, request, async (tx, entryFor) => {
      const position = await this.database.mazes.bump(tx, id, guard, { version: 0, rows });
      const queued = (await opsOf(tx, position.version)).map((op) => ({ id: randomUUID(), op }));
      const result = enqueued(queued, position);
      if (queued.length === 0) throw new Unchanged(result);
      await this.database.mutations.enqueue(tx, position, queued, entryFor(() => result, 202));
      return (written = result);
    });
    for (const mutation of written?.mutations ?? []) {
      this.bus.publishSafely(topics.topologyMutation(id, 'enqueued'), 'mutation', { mutationId: mutation.id });
    }
    return answer;
  }
}

function enqueued(queued: readonly QueuedOp[], { firstSeq, version }: Position): EnqueuedMutationsResponse {
  return { mutations: queued.map(({ id }, index) => ({ id, seq: firstSeq + index, state: 'pending' })), version };
}

/** Those that a rule would refuse are left out: they will not happen. */
function withItsQueue({ maze, mutations }: LoadedMaze, context: OpContext): Maze {
  return mutations.reduce((before, { payload, resolvedOp }) => {
    try {
      return applyOps(before, [resolvedOp ?? payload], context).maze;
    } catch {
      return before;
    }
  }, maze);
}
