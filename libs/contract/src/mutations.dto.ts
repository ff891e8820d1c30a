import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn } from 'class-validator';
import { MUTATION_STATES, type Mutation, type MutationState, type Op } from '@decnet/domain';
import { BeforeQuery } from './edits.dto.js';
import { Optional } from './optional.js';
import { ExpectedVersionRequest, IssueResponse, PlanStepResponse } from './topology.dto.js';

/** A change of a running maze, waiting its turn or done. */
export class MutationResponse implements Mutation {
  id!: string;
  topologyId!: string;
  /** First in, first out within the maze. */
  seq!: number;
  op!: Op['op'];
  /** The op as it was sent. */
  payload!: Op;
  /** With every choice (ids, names, addresses) filled in; null until its turn has come. */
  resolvedOp!: Op | null;
  state!: MutationState;
  requestedBy!: string;
  requestedAt!: string;
  attempts!: number;
  finishedAt!: string | null;
  /** Why it failed: a code, and for people what it means. */
  reason!: string | null;
}

export class EnqueueMutationsRequest extends ExpectedVersionRequest {
  /** Ops of the one op table, each a mutation of its own, worked on in this order. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(1_000) ops!: Op[];
  /** Only says what the ops would come to, after those that wait already. */
  @Optional() @IsBoolean() dryRun?: boolean;
}

export class EnqueuedMutationResponse {
  id!: string;
  seq!: number;
  state!: MutationState;
}

export class EnqueuedMutationsResponse {
  mutations!: EnqueuedMutationResponse[];
  /** Of the maze as it is; each mutation makes a new one when it is applied. */
  version!: number;
}

/** A draft is back at once, at a new version; of a running maze, these mutations lead there. */
export class RollbackResponse extends EnqueuedMutationsResponse {}

export class MutationsDryRunResponse {
  issues!: IssueResponse[];
  plan!: PlanStepResponse[];
}

export class MutationListQuery extends BeforeQuery {
  @Optional() @IsIn(MUTATION_STATES) state?: MutationState;
}

export class MutationListResponse { data!: MutationResponse[]; nextBefore!: number | null }
