import { type DeploymentPlan, DomainError, ERROR_CODES, type ErrorCode } from '@decnet/domain';
import { asEngineError } from '../failure.js';
import type { ApplyResult, DeckyStates, Scope } from '../port.js';
import type { PlanDelta } from './plan-delta.js';

/** What goes wrong on the far side of the socket, as it travels. */
export interface WireProblem { code: ErrorCode; message: string; details: Readonly<Record<string, unknown>> }

/** What is to be applied, under a name that the next request for this scope may build on: whole, or by what it shares with the last one. */
export interface ApplyBody {
  scope: Scope;
  epoch: number;
  token: string;
  plan?: DeploymentPlan;
  since?: { base: string; delta: PlanDelta };
}

/**
 * The answer to an apply is a line of JSON per message: any number of progress, then exactly one verdict. Empty lines in between
 * say that the other side lives. An answer without its last message is no answer.
 */
export type ApplyMessage = { progress: DeckyStates } | ApplyVerdict;

/** `since`: deckies that are missing are as that plan's result said. `unknownBase`: nothing was done, send the whole plan. */
export type ApplyVerdict = { result: ApplyResult; since: string | null } | { problem: WireProblem } | { unknownBase: true };

/** An empty line at least this often. */
export const SIGN_OF_LIFE_MS = 5_000;

export function toProblem(error: unknown): WireProblem {
  const { code, message, details } = asEngineError(error);
  return { code, message, details };
}

export function fromProblem(problem: unknown): DomainError {
  const { code, message, details } = (problem ?? {}) as Partial<WireProblem>;
  if (!code || !ERROR_CODES.includes(code)) return new DomainError('ENGINE_FAILED', 'the engine host gave an answer nobody understands', { reason: 'protocol' });
  return new DomainError(code, message ?? code, details ?? {});
}
