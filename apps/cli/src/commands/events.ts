import type { CapturedEventListResponse, CapturedEventResponse } from '@decnet/contract';
import type { Command } from 'commander';
import { api, wantsJson, type AddCommand, type Context } from '../context.js';
import { Misuse } from '../exit.js';
import type { ApiClient, Query } from '../http/client.js';
import { follow } from '../http/follow.js';
import { deckyOf, maze, mazeId } from '../http/lookup.js';
import { print } from '../output/print.js';
import { oneLine, printableJson } from '../output/printable.js';
import { table } from '../output/table.js';
import { moment, number } from '../parse.js';

interface Options {
  follow?: boolean;
  maze?: string;
  decky?: string;
  service?: string;
  type?: string;
  src?: string;
  from?: string;
  to?: string;
  limit: number;
}

const HEAD = ['AT', 'DECKY', 'SERVICE', 'FROM', 'TYPE', 'OUTCOME', 'WHAT'];

function what({ user, secret, command, request, bytes }: CapturedEventResponse): string {
  const signIn = user === null ? null : secret === null ? user : `${user} / ${secret}`;
  return [signIn, command, request, bytes === null ? null : `${bytes} bytes`].filter((part) => part !== null).join(' ');
}

const cells = (event: CapturedEventResponse): string[] => [
  event.at, event.deckyName, event.service, `${event.srcIp}:${event.srcPort}`, event.eventType, event.outcome ?? '-', what(event),
];

async function filterOf(client: ApiClient, { maze: mazeName, decky, service, type, src, from, to }: Options): Promise<Query> {
  if (decky !== undefined && mazeName === undefined) throw new Misuse('--decky needs --maze');
  const place = mazeName === undefined ? {} : decky === undefined ? { topologyId: await mazeId(client, mazeName) } : await placeOf(client, mazeName, decky);
  return { ...place, service, eventType: type, src, from, to };
}

async function placeOf(client: ApiClient, mazeName: string, decky: string): Promise<Query> {
  const found = await maze(client, mazeName);
  return { topologyId: found.id, deckyId: deckyOf(found, decky).id };
}

/** One line an event, as it comes; a table would have to know all of them first. */
async function watch({ io }: Context, command: Command, client: ApiClient, filter: Query): Promise<void> {
  const json = wantsJson(command);
  const { data } = await client.get<CapturedEventListResponse>('/events', { limit: 1 });
  // From the newest there is now, so that nothing is lost if the first connection is.
  const from = String(data[0]?.seq ?? 0);
  for await (const { event, data: text } of follow(client, '/events/stream', { query: filter, signal: io.interrupted(), lastEventId: from })) {
    if (event !== 'captured') continue;
    const captured = JSON.parse(text) as CapturedEventResponse;
    io.out(json ? printableJson(captured) : cells(captured).map(oneLine).join('  '));
  }
}

async function list({ io }: Context, command: Command, client: ApiClient, query: Query): Promise<void> {
  const page = await client.get<CapturedEventListResponse>('/events', query);
  print(io, wantsJson(command), page, () => (page.data.length === 0 ? 'nothing was caught' : table(HEAD, page.data.map(cells).reverse())));
}

export const addEvents: AddCommand = (program, context) => {
  program
    .command('events')
    .description('what decoys caught, newest last')
    .option('-f, --follow', 'print what comes from now on, until Ctrl-C')
    .option('--maze <maze>', 'only from this maze')
    .option('--decky <decky>', 'only from this decky of the maze')
    .option('--service <service>', 'only from this service')
    .option('--type <type>', 'only of this type, such as login or command')
    .option('--src <address>', 'only from this source address')
    .option('--from <time>', 'only after this time, or so long ago: 15m', moment)
    .option('--to <time>', 'only before this time', moment)
    .option('--limit <n>', 'at most so many', number, 50)
    .action(async (options: Options, command) => {
      const client = api(context, command);
      const filter = await filterOf(client, options);
      if (options.follow) return watch(context, command, client, filter);
      return list(context, command, client, { ...filter, limit: options.limit });
    });
};
