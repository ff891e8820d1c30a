import type { ChangeType, DeckyObservation, Op, TopologyStatus } from '@decnet/domain';
import type { MutationResponse } from './mutations.dto.js';
import type { TopologyResponse } from './topology.dto.js';

/** Journalled row types: what `event:` says on a maze's stream, beside those that are true only now. */
export const JOURNAL_TYPES = [
  'status',
  'lan.added', 'lan.updated', 'lan.removed',
  'decky.added', 'decky.updated', 'decky.removed',
  'edge.added', 'edge.updated', 'edge.removed',
  'topology.renamed', 'layout',
  'mutation.enqueued', 'mutation.applying', 'mutation.applied', 'mutation.failed',
  'resync',
] as const;
export type JournalType = (typeof JOURNAL_TYPES)[number];

/** Compiles only while every change of the domain has a journal type. */
export type ChangeTypesAreJournalled = ChangeType extends JournalType ? true : never;

export interface StatusPayload { from: TopologyStatus | null; to: TopologyStatus; reason: string | null }
export interface RenamedPayload { from: string; to: string }
export interface LayoutPayload {
  lans: Record<string, { x: number; y: number; width: number; height: number }>;
  deckies: Record<string, { x: number; y: number }>;
}

/** Of `mutation.enqueued`: `op` as it was sent; of `mutation.applying`: with every choice filled in. */
export interface MutationStartPayload { mutationId: string; op: Op }
/** Of `mutation.applied` and `mutation.failed`; `reason` says why it failed. */
export interface MutationEndPayload { mutationId: string; op: Op['op']; reason: string | null }

/** `data:` of a journalled event. */
export interface JournalMessage {
  seq: number;
  version: number;
  type: JournalType;
  /** For `x.added` {x}, for `x.updated` {x, previous}, for `x.removed` {x}; else StatusPayload, RenamedPayload, LayoutPayload, MutationStartPayload … */
  payload: Record<string, unknown>;
  actor: string;
  at: string;
}

/** `event: snapshot`: the body of GET /topologies/{id} and the mutations that are pending or applying, oldest first. */
export interface SnapshotMessage extends TopologyResponse { mutations: MutationResponse[] }

/** `event: decky.state`, never journalled. */
export interface DeckyStateMessage extends DeckyObservation { deckyId: string }

/** `event: deploy.progress`, never journalled. */
export interface DeployProgressMessage { running: number; total: number }

/** `event: attacker.observed`, only with `include=attackers`. */
export interface AttackerObservedMessage { deckyId: string; deckyName: string; srcIp: string; service: string; eventType: string; at: string }
