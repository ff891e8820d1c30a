import type { TopologySummaryResponse } from '@decnet/contract';
import { api, wantsJson, type AddCommand } from '../../context.js';
import { allRows } from '../../http/pages.js';
import { print } from '../../output/print.js';
import { table } from '../../output/table.js';
import { number } from '../../parse.js';

interface Options {
  status?: string;
  search?: string;
  limit?: number;
}

function describe(mazes: readonly TopologySummaryResponse[]): string {
  if (mazes.length === 0) return 'no mazes';
  const rows = mazes.map(({ name, status, lanCount, deckyCount, version, createdAt, id }) => [name, status, lanCount, deckyCount, version, createdAt, id]);
  return table(['NAME', 'STATUS', 'LANS', 'DECKIES', 'VERSION', 'CREATED', 'ID'], rows);
}

export const addList: AddCommand = (topology, context) => {
  topology
    .command('list')
    .description('mazes, newest first')
    .option('--status <status>', 'only those in this status')
    .option('--search <text>', 'only those with this in their name')
    .option('--limit <n>', 'at most so many', number)
    .action(async ({ status, search, limit }: Options, command) => {
      const mazes = await allRows<TopologySummaryResponse>(api(context, command), '/topologies', { status, q: search }, limit);
      print(context.io, wantsJson(command), mazes, () => describe(mazes));
    });
};
