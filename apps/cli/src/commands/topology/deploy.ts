import type { AcceptedResponse, DryRunResponse } from '@decnet/contract';
import type { Command } from 'commander';
import { api, wantsJson, type AddCommand, type Context } from '../../context.js';
import { maze, mazeId } from '../../http/lookup.js';
import { print } from '../../output/print.js';
import { number } from '../../parse.js';
import { stepTable } from './plan.js';
import { issueTable } from './validate.js';
import { DEFAULT_WAIT_S, waitUntil, type Outcome } from './wait.js';

interface Options {
  dryRun?: boolean;
  wait?: boolean;
  timeout: number;
  expectedVersion?: number;
}

/** A status in which a deploy has come to its end. */
function deployed(status: string): Outcome {
  if (status === 'active') return 'reached';
  return status === 'deploying' ? 'under way' : 'missed';
}

async function dryRun(context: Context, command: Command, name: string): Promise<void> {
  const client = api(context, command);
  const found = await maze(client, name);
  const result = await client.post<DryRunResponse>(`/topologies/${found.id}/deploy`, { dryRun: true });
  print(context.io, wantsJson(command), result, () => [issueTable(result.issues, found), stepTable(result.plan), result.compose.trimEnd()].join('\n\n'));
}

export const addDeploy: AddCommand = (topology, context) => {
  topology
    .command('deploy <maze>')
    .description('have the maze run')
    .option('--dry-run', 'only say what that would mean: problems, steps, and the compose document')
    .option('--wait', 'follow it until the maze is active')
    .option('--timeout <seconds>', 'wait so long', number, DEFAULT_WAIT_S)
    .option('--expected-version <n>', 'only if the maze still has this version', number)
    .action(async (name: string, { wait, timeout, expectedVersion, ...options }: Options, command) => {
      if (options.dryRun) return dryRun(context, command, name);
      const client = api(context, command);
      const id = await mazeId(client, name);
      const accepted = await client.post<AcceptedResponse>(`/topologies/${id}/deploy`, { expectedVersion });
      if (wait) return waitUntil({ context, command, client, id, name, outcome: deployed, timeoutS: timeout });
      print(context.io, wantsJson(command), accepted, () => `${name} is ${accepted.status}`);
    });
};
