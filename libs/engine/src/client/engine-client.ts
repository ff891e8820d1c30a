import { randomUUID } from 'node:crypto';
import { DomainError } from '@decnet/domain';
import type {
  ApplyRequest, ApplyResult, Engine, EngineObservation, EventBatch, EventsOptions, ProgressListener, Scope, TeardownRequest,
} from '../port.js';
import { KnownPlans, resultFrom } from '../wire/known-plans.js';
import { SIGN_OF_LIFE_MS, fromProblem, type ApplyBody, type ApplyMessage, type ApplyVerdict } from '../wire/messages.js';
import { planDelta } from '../wire/plan-delta.js';
import { Lines } from './lines.js';
import { socketRequest } from './socket-request.js';

export interface EngineClientLimits {
  applyMs: number;
  teardownMs: number;
  /** For reads; a long poll gets its wait on top. */
  readMs: number;
}

const DEFAULT_LIMITS: EngineClientLimits = { applyMs: 600_000, teardownMs: 300_000, readMs: 10_000 };
/** An engine host that misses so many signs of life is hung. */
const MISSED_SIGNS = 6;

/** The engine of this host as another process sees it: the engine host behind its UNIX socket. */
export class EngineClient implements Engine {
  private readonly limits: EngineClientLimits;
  private readonly plans = new KnownPlans();

  constructor(private readonly socketPath: string, readonly kind: Engine['kind'] = 'embedded', limits: Partial<EngineClientLimits> = {}) {
    this.limits = { ...DEFAULT_LIMITS, ...limits };
  }

  /** Sends the plan whole the first time, and then what it has that the last one had not. */
  async apply(request: ApplyRequest, onProgress?: ProgressListener, signal?: AbortSignal): Promise<ApplyResult> {
    const { scope, epoch, plan } = request;
    const token = randomUUID();
    const base = this.plans.latest(scope);
    const known = this.plans.remember(scope, token, plan);
    const since = base && { base: base.token, delta: planDelta(base.plan, plan) };
    let verdict = await this.sendPlan({ scope, epoch, token, ...(since ? { since } : { plan }) }, onProgress, signal);
    if ('unknownBase' in verdict) verdict = await this.sendPlan({ scope, epoch, token, plan }, onProgress, signal);
    if ('unknownBase' in verdict) throw fromProblem(null);
    if ('problem' in verdict) throw fromProblem(verdict.problem);
    const result = verdict.since !== null && base?.states ? resultFrom(base.states, verdict.result, plan) : verdict.result;
    known.states = result.deckies;
    return result;
  }

  async teardown(request: TeardownRequest, signal?: AbortSignal): Promise<void> {
    this.plans.forget(request.scope);
    await this.call('POST', '/teardown', this.limits.teardownMs, { body: request, signal });
  }

  async observe(scope?: Scope): Promise<EngineObservation> {
    const query = scope === undefined ? '' : `?${new URLSearchParams({ scope }).toString()}`;
    return this.call<EngineObservation>('GET', `/observe${query}`, this.limits.readMs);
  }

  async events(after: string | null, { limit, waitMs, signal }: EventsOptions): Promise<EventBatch> {
    const query = new URLSearchParams({ limit: String(limit), waitMs: String(waitMs), ...(after === null ? {} : { after }) });
    try {
      return await this.call<EventBatch>('GET', `/events?${query.toString()}`, this.limits.readMs + waitMs, { signal });
    } catch (error) {
      // The end of a wait is no failure: nothing was read, and the next read begins where this one did.
      if (signal?.aborted) return { events: [], cursor: after ?? '' };
      throw error;
    }
  }

  private async sendPlan(body: ApplyBody, onProgress: ProgressListener | undefined, signal: AbortSignal | undefined): Promise<ApplyVerdict> {
    const verdicts: ApplyVerdict[] = [];
    const lines = new Lines((line) => {
      const message = JSON.parse(line) as ApplyMessage;
      if ('progress' in message) onProgress?.(message.progress);
      else verdicts.push(message);
    });
    const status = await socketRequest({
      socketPath: this.socketPath, method: 'POST', path: '/apply', body, signal, limitMs: this.limits.applyMs, silenceMs: SIGN_OF_LIFE_MS * MISSED_SIGNS,
    }, (piece) => lines.push(piece));
    const [verdict] = verdicts;
    if (status === 200 && verdict) return verdict;
    throw new DomainError('ENGINE_UNREACHABLE', 'the engine host went away in the middle of an apply');
  }

  private async call<T>(method: 'GET' | 'POST', path: string, limitMs: number, more: { body?: unknown; signal?: AbortSignal } = {}): Promise<T> {
    const pieces: Buffer[] = [];
    const status = await socketRequest(
      { socketPath: this.socketPath, method, path, limitMs, silenceMs: limitMs, ...more },
      (piece) => pieces.push(piece),
    );
    const answer: unknown = JSON.parse(Buffer.concat(pieces).toString('utf8'));
    if (status !== 200) throw fromProblem(answer);
    return answer as T;
  }
}
