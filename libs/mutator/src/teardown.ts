import { setTimeout as delay } from 'node:timers/promises';
import type { DeckyStates } from '@decnet/engine';
import type { LoadedMaze } from '@decnet/persistence';
import { Fenced, isCode } from './convergence.js';
import { reasonOf } from './deploy.js';
import type { HeldLease } from './held-lease.js';
import { settle } from './settle.js';
import type { WorkContext } from './work-context.js';

const BACKOFF_MS = [200, 1_000, 3_000];

/** Takes a `tearing_down` maze away, or leaves it `degraded` with the reason, from where it can be tried again. */
export async function teardown(context: WorkContext, held: HeldLease, { maze, observations }: LoadedMaze): Promise<void> {
  const failure = await removed(context, held);
  if (failure !== null) {
    const reason = `teardown failed: ${failure}`;
    return settle(context, held, { from: 'tearing_down', to: 'degraded', reason, states: observations, set: { lastError: reason } });
  }
  const states: DeckyStates = {};
  for (const { id } of maze.deckies) states[id] = { state: 'stopped', lastError: null, endpoints: [] };
  return settle(context, held, {
    from: 'tearing_down', to: 'torn_down', reason: null, states, set: { engineHost: null, lastError: null, needsResync: false }, releaseClaims: true,
  });
}

/** @returns null when nothing is left, else why something may be */
async function removed({ engine }: WorkContext, held: HeldLease): Promise<string | null> {
  for (let attempt = 0; ; attempt++) {
    if (held.signal.aborted) throw new Fenced();
    try {
      await engine.teardown({ scope: held.topologyId, epoch: held.epoch });
      return null;
    } catch (error) {
      if (isCode(error, 'STALE_EPOCH')) throw new Fenced();
      const wait = BACKOFF_MS[attempt];
      if (wait === undefined) return reasonOf(error);
      await delay(wait, undefined, { signal: held.signal }).catch(() => undefined);
    }
  }
}
