import type { EnqueuedMutationsResponse, EnqueueMutationsRequest, MutationsDryRunResponse } from '@decnet/contract';
import type { Command } from 'commander';
import { api, wantsJson, type AddCommand, type Context } from '../../context.js';
import { EXIT, Refused } from '../../exit.js';
import type { ApiClient } from '../../http/client.js';
import { maze, mazeId } from '../../http/lookup.js';
import { oneLine } from '../../output/printable.js';
import { print } from '../../output/print.js';
import { table } from '../../output/table.js';
import { number } from '../../parse.js';
import { stepTable } from './plan.js';
import { readOps } from './read-ops.js';
import { hasEnded, stages, type Stage } from './stages.js';
import { issueTable } from './validate.js';
import { DEFAULT_WAIT_S } from './wait.js';

interface Options {
  file?: string;
  dryRun?: boolean;
  wait?: boolean;
  timeout: number;
  expectedVersion?: number;
}

interface Asked {
  context: Context;
  command: Command;
  client: ApiClient;
  /** As it was typed. */
  name: string;
  body: EnqueueMutationsRequest;
}

async function dryRun({ context, command, client, name, body }: Asked): Promise<void> {
  const found = await maze(client, name);
  const result = await client.post<MutationsDryRunResponse>(`/topologies/${found.id}/mutations`, { ...body, dryRun: true });
  print(context.io, wantsJson(command), result, () => [issueTable(result.issues, found), stepTable(result.plan)].join('\n\n'));
}

/** @throws Refused when not all have ended in time; they stay in the queue */
async function untilEnded({ context: { io }, client, name }: Asked, topologyId: string, { mutations }: EnqueuedMutationsResponse, timeoutS: number): Promise<Stage[]> {
  const numbers = new Map(mutations.map(({ id, seq }) => [id, seq]));
  const told = new Map<string, Stage>();
  const ended = (): Stage[] => [...told.values()].filter(({ state }) => hasEnded(state));
  for await (const stage of stages(client, topologyId, mutations[0]?.seq ?? 1, AbortSignal.timeout(timeoutS * 1_000))) {
    const seq = numbers.get(stage.id);
    if (seq === undefined || told.get(stage.id)?.state === stage.state) continue;
    told.set(stage.id, stage);
    io.err(`${name}: ${seq} ${stage.op} is ${stage.state}${stage.reason ? `: ${oneLine(stage.reason)}` : ''}`);
    if (ended().length === mutations.length) return mutations.flatMap(({ id }) => told.get(id) ?? []);
  }
  throw new Refused(`${mutations.length - ended().length} of ${mutations.length} mutations of ${name} have not come to an end within ${timeoutS} s; they stay in the queue`);
}

async function enqueue(asked: Asked, wait: boolean, timeoutS: number): Promise<void> {
  const { context, command, client, name, body } = asked;
  const id = await mazeId(client, name);
  const accepted = await client.post<EnqueuedMutationsResponse>(`/topologies/${id}/mutations`, body);
  if (!wait) {
    const rows = accepted.mutations.map((mutation, index) => [mutation.seq, body.ops[index]?.op, mutation.state, mutation.id]);
    return print(context.io, wantsJson(command), accepted, () => table(['NUMBER', 'OP', 'STATE', 'ID'], rows));
  }
  const ends = await untilEnded(asked, id, accepted, timeoutS);
  const failed = ends.filter(({ state }) => state === 'failed').length;
  print(context.io, wantsJson(command), { mutations: ends }, () => `${ends.length - failed} applied, ${failed} failed`);
  if (failed > 0) context.exitCode = EXIT.refused;
}

export const addMutate: AddCommand = (topology, context) => {
  topology
    .command('mutate <maze> [ops...]')
    .description('change a maze that is running: each op is JSON such as \'{"op": "add_decky", "name": "web-2", "lan": "lan-01"}\' and waits its turn')
    .option('--file <file>', 'read the ops from a JSON or YAML document; - reads standard input')
    .option('--dry-run', 'only say what that would mean: problems and steps')
    .option('--wait', 'follow them until all are applied or failed; exits with 1 when one failed')
    .option('--timeout <seconds>', 'wait so long', number, DEFAULT_WAIT_S)
    .option('--expected-version <n>', 'only if the maze still has this version', number)
    .action(async (name: string, words: string[], { file, wait = false, timeout, expectedVersion, ...options }: Options, command) => {
      const body: EnqueueMutationsRequest = { ops: await readOps(context.io, words, file), expectedVersion };
      const asked: Asked = { context, command, client: api(context, command), name, body };
      return options.dryRun ? dryRun(asked) : enqueue(asked, wait, timeout);
    });
};
