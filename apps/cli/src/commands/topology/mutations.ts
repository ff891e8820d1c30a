import type { MutationListResponse, MutationResponse } from '@decnet/contract';
import { Option, type Command } from 'commander';
import { api, wantsJson, type AddCommand, type Context } from '../../context.js';
import type { ApiClient } from '../../http/client.js';
import { maze, mazeId } from '../../http/lookup.js';
import { print } from '../../output/print.js';
import { oneLine, printableJson } from '../../output/printable.js';
import { table } from '../../output/table.js';
import { number } from '../../parse.js';
import { STATE_NAMES, stages, type MutationState } from './stages.js';

interface Options {
  state?: MutationState;
  limit: number;
  before?: number;
  follow?: boolean;
}

/** The fields of an op, as short as they can be typed. */
function fieldsOf({ op: _op, ...fields }: MutationResponse['payload']): string {
  return Object.entries(fields).map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`).join(' ');
}

function describe({ data, nextBefore }: MutationListResponse): string {
  if (data.length === 0) return 'no mutations';
  const rows = data.map(({ seq, state, op, payload, requestedBy, requestedAt, reason, id }) => [seq, state, op, fieldsOf(payload), requestedBy, requestedAt, reason, id]);
  const older = nextBefore === null ? '' : `\nolder ones: --before ${nextBefore}`;
  return table(['NUMBER', 'STATE', 'OP', 'FIELDS', 'BY', 'AT', 'REASON', 'ID'], rows) + older;
}

/** One line a stage, as it comes, from the newest there is now, so that nothing is lost if the first connection is. */
async function watch({ io }: Context, command: Command, client: ApiClient, name: string, only: MutationState | undefined): Promise<void> {
  const json = wantsJson(command);
  const { id: topologyId, eventSeq } = await maze(client, name);
  for await (const stage of stages(client, topologyId, eventSeq + 1, io.interrupted())) {
    if (only !== undefined && stage.state !== only) continue;
    const { at, id, op, state, reason } = stage;
    io.out(json ? printableJson(stage) : [at, id, op, state, reason ?? ''].map(oneLine).join('  ').trimEnd());
  }
}

export const addMutations: AddCommand = (topology, context) => {
  topology
    .command('mutations <maze>')
    .description('changes of a running maze: what waits, what became of the others; newest first')
    .addOption(new Option('--state <state>', 'only those in this state').choices(STATE_NAMES))
    .option('--limit <n>', 'at most so many', number, 50)
    .option('--before <number>', 'only older ones than this', number)
    .option('-f, --follow', 'print each stage of each from now on, until Ctrl-C')
    .action(async (name: string, { state, limit, before, follow }: Options, command) => {
      const client = api(context, command);
      if (follow) return watch(context, command, client, name, state);
      const id = await mazeId(client, name);
      const page = await client.get<MutationListResponse>(`/topologies/${id}/mutations`, { state, limit, before });
      print(context.io, wantsJson(command), page, () => describe(page));
    });
};
