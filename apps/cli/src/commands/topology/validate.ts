import type { IssueResponse, TopologyResponse, ValidationResponse } from '@decnet/contract';
import { api, wantsJson, type AddCommand } from '../../context.js';
import { EXIT } from '../../exit.js';
import { maze } from '../../http/lookup.js';
import { print } from '../../output/print.js';
import { table } from '../../output/table.js';

/** Ids mean nothing to people. */
function targetName({ kind, id, field }: IssueResponse['target'], { name, lans, deckies }: TopologyResponse): string {
  const own = kind === 'topology' ? name : [...lans, ...deckies].find((part) => part.id === id)?.name;
  return [kind, own ?? id, field].filter(Boolean).join(' ');
}

export function issueTable(issues: readonly IssueResponse[], topology: TopologyResponse): string {
  if (issues.length === 0) return 'nothing is wrong';
  return table(['SEVERITY', 'CODE', 'WHERE', 'WHAT'], issues.map(({ severity, code, target, message }) => [severity, code, targetName(target, topology), message]));
}

export const addValidate: AddCommand = (topology, context) => {
  topology
    .command('validate <maze>')
    .description('every rule that the maze breaks; exits with 1 when there are errors')
    .action(async (name: string, _options, command) => {
      const client = api(context, command);
      const found = await maze(client, name);
      const result = await client.get<ValidationResponse>(`/topologies/${found.id}/validate`);
      print(context.io, wantsJson(command), result, () => issueTable(result.issues, found));
      if (result.issues.some(({ severity }) => severity === 'error')) context.exitCode = EXIT.refused;
    });
};
