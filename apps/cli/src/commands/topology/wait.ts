import type { DeployProgressMessage, JournalMessage, SnapshotMessage, StatusPayload } from '@decnet/contract';
import type { Command } from 'commander';
import { wantsJson, type Context } from '../../context.js';
import { Refused } from '../../exit.js';
import type { ApiClient } from '../../http/client.js';
import { follow } from '../../http/follow.js';
import { oneLine } from '../../output/printable.js';
import { print } from '../../output/print.js';

/** What a status means to somebody who waits for something. */
export type Outcome = 'reached' | 'under way' | 'missed';

export const DEFAULT_WAIT_S = 600;

interface Wait {
  context: Context;
  command: Command;
  client: ApiClient;
  id: string;
  /** As it was typed. */
  name: string;
  outcome(status: string): Outcome;
  timeoutS: number;
}

interface Seen {
  status: string;
  reason: string | null;
}

/** The status that an event of the maze's stream tells, null when it tells of something else. */
function statusIn(event: string, data: string): Seen | null {
  if (event === 'snapshot') {
    const { status, statusReason } = JSON.parse(data) as SnapshotMessage;
    return { status, reason: statusReason };
  }
  if (event !== 'status') return null;
  const { to, reason } = (JSON.parse(data) as JournalMessage).payload as unknown as StatusPayload;
  return { status: to, reason };
}

function progressIn(event: string, data: string): string | null {
  if (event !== 'deploy.progress') return null;
  const { running, total } = JSON.parse(data) as DeployProgressMessage;
  return `${running} of ${total} deckies run`;
}

/**
 * Follows a maze until it is where somebody wants it, telling its progress on the way.
 * @throws Refused when it ends elsewhere, or not in time; what was asked for goes on either way
 */
export async function waitUntil({ context: { io }, command, client, id, name, outcome, timeoutS }: Wait): Promise<void> {
  const limit = AbortSignal.timeout(timeoutS * 1_000);
  let last = '';
  const tell = (line: string): void => {
    if (line !== last) io.err(`${name}: ${oneLine(line)}`);
    last = line;
  };
  for await (const { event, data } of follow(client, `/topologies/${id}/events`, { signal: limit })) {
    const progress = progressIn(event, data);
    if (progress) tell(progress);
    const seen = statusIn(event, data);
    if (!seen) continue;
    const { status, reason } = seen;
    if (outcome(status) === 'missed') throw new Refused(`${name} is ${status}${reason ? `: ${oneLine(reason)}` : ''}`);
    if (outcome(status) === 'reached') return print(io, wantsJson(command), { id, status }, () => `${name} is ${status}`);
    tell(status);
  }
  throw new Refused(`${name} has not come to an end within ${timeoutS} s; the work goes on`);
}
