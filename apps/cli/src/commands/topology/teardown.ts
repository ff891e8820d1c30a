import type { AcceptedResponse } from '@decnet/contract';
import { api, wantsJson, type AddCommand } from '../../context.js';
import { mazeId } from '../../http/lookup.js';
import { print } from '../../output/print.js';
import { number } from '../../parse.js';
import { DEFAULT_WAIT_S, waitUntil, type Outcome } from './wait.js';

interface Options {
  wait?: boolean;
  timeout: number;
  expectedVersion?: number;
}

function tornDown(status: string): Outcome {
  if (status === 'torn_down') return 'reached';
  return status === 'tearing_down' ? 'under way' : 'missed';
}

export const addTeardown: AddCommand = (topology, context) => {
  topology
    .command('teardown <maze>')
    .description('have nothing of the maze run any more')
    .option('--wait', 'follow it until nothing is left')
    .option('--timeout <seconds>', 'wait so long', number, DEFAULT_WAIT_S)
    .option('--expected-version <n>', 'only if the maze still has this version', number)
    .action(async (name: string, { wait, timeout, expectedVersion }: Options, command) => {
      const client = api(context, command);
      const id = await mazeId(client, name);
      const accepted = await client.post<AcceptedResponse>(`/topologies/${id}/teardown`, { expectedVersion });
      if (wait) return waitUntil({ context, command, client, id, name, outcome: tornDown, timeoutS: timeout });
      print(context.io, wantsJson(command), accepted, () => `${name} is ${accepted.status}`);
    });
};
