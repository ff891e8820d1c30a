import type { TopologyListResponse } from '@decnet/contract';
import { Argument } from 'commander';
import { candidates } from '../completion/candidates.js';
import { COMPLETION_SCRIPTS, SHELLS, type Shell } from '../completion/scripts.js';
import { api, type AddCommand } from '../context.js';

/** Nobody waits longer for a word. */
const PATIENCE_MS = 1_000;

export const addCompletion: AddCommand = (program, context) => {
  program
    .command('completion')
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .description('what makes a shell complete commands; for bash: source <(decnet completion bash)')
    .action((shell: Shell) => context.io.out(COMPLETION_SCRIPTS[shell]));

  program
    .command('__complete', { hidden: true })
    .argument('[words...]')
    .action(async (words: string[], _options, command) => {
      const mazeNames = async (): Promise<string[]> => {
        const signal = AbortSignal.timeout(PATIENCE_MS);
        const page = await api(context, command).json<TopologyListResponse>('/topologies', { query: { limit: 500 }, signal }).catch(() => null);
        return page?.data.map(({ name }) => name) ?? [];
      };
      const found = await candidates(program, words, mazeNames);
      if (found.length > 0) context.io.out(found.join('\n'));
    });
};
