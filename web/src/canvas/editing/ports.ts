import { cidrRange, DEFAULT_SUBNET_BASE, type OpContext } from '@decnet/domain';
import { backoffMs, waitOrOnline } from '../../api/eventStream';
import { ApiError, describeError } from '../../api/problem';
import { topologiesApi } from '../../api/routes';
import { currentToken } from '../../api/session';
import type { Failure } from './answers';
import type { SendPorts } from './sender';

const PATIENCE_MS = 1_000;
const ANSWER_MS = 30_000;

/** What was thrown, in the words of the core. */
function failureOf(error: unknown): Failure {
  // A token that was replaced while its request was on the way says nothing about the new one: the write goes again.
  const isOutdated = error instanceof ApiError && error.status === 401 && currentToken() !== null;
  if (!(error instanceof ApiError) || isOutdated) return { status: 0, code: 'UNREACHABLE', message: describeError(error), issues: [], current: null, ofPart: false, retryAfterS: null };
  const { status, code, problem, issues, retryAfterS } = error;
  const ofPart = problem.lan !== undefined || problem.decky !== undefined;
  return { status, code, message: describeError(error), issues: issues as Failure['issues'], current: problem.current ?? null, ofPart, retryAfterS };
}

/** No answer is waited for longer than this: the write is sent again. */
function limited(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
}

/** Sending over the API. */
export function apiPorts(topologyId: string): SendPorts {
  return {
    async write(write, signal) {
      if (write.route === 'edits') return { route: 'edits', ...(await topologiesApi.edits(topologyId, write.body, write.key, limited(signal))) };
      return { route: 'mutations', mutations: (await topologiesApi.enqueue(topologyId, write.body, write.key, limited(signal))).mutations };
    },
    layout: async (layout, signal) => (await topologiesApi.layout(topologyId, layout, limited(signal))).eventSeq,
    maze: (signal) => topologiesApi.get(topologyId, limited(signal)),
    failureOf,
    pause: (failures, retryAfterS, signal) => waitOrOnline(retryAfterS === null ? backoffMs(failures) : retryAfterS * 1_000, signal),
    patience: (signal) => waitOrOnline(PATIENCE_MS, signal),
  };
}

/**
 * Ranges that a new LAN of this maze may not have, as far as one question tells: everything below the lowest free subnet is taken by somebody. One
 * that is taken above it is found by the rules before a deploy.
 */
export async function takenRanges(signal: AbortSignal): Promise<OpContext['takenRanges']> {
  const { subnet } = await topologiesApi.nextSubnet(DEFAULT_SUBNET_BASE, limited(signal));
  const [first] = cidrRange(DEFAULT_SUBNET_BASE);
  const [free] = cidrRange(subnet);
  return free === first ? [] : [[first, free - 1]];
}
