import type { PlanResponse, PlanStepResponse } from '@decnet/contract';
import { api, wantsJson, type AddCommand } from '../../context.js';
import { mazeId } from '../../http/lookup.js';
import { print } from '../../output/print.js';
import { table } from '../../output/table.js';

export function stepTable(steps: readonly PlanStepResponse[]): string {
  if (steps.length === 0) return 'nothing to do';
  return table(['ACTION', 'KIND', 'WHAT', 'WHY'], steps.map(({ action, kind, key, reason }) => [action, kind, key, reason]));
}

export const addPlan: AddCommand = (topology, context) => {
  topology
    .command('plan <maze>')
    .description('the steps that a deploy would take, with reasons')
    .action(async (name: string, _options, command) => {
      const client = api(context, command);
      const plan = await client.get<PlanResponse>(`/topologies/${await mazeId(client, name)}/plan`);
      print(context.io, wantsJson(command), plan, () => stepTable(plan.steps));
    });
};
