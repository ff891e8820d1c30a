import type { GenerateTopologyRequest, TopologyResponse } from '@decnet/contract';
import { api, wantsJson, type AddCommand } from '../../context.js';
import { print } from '../../output/print.js';
import { commaList, number } from '../../parse.js';
import { createdLine } from './show.js';

type Options = Omit<GenerateTopologyRequest, 'name' | 'branchingFactor'> & { branching?: number };

export const addGenerate: AddCommand = (topology, context) => {
  topology
    .command('generate <name>')
    .description('make a new maze from parameters; the same seed gives the same maze')
    .option('--depth <n>', 'levels of LANs, the DMZ included', number)
    .option('--branching <n>', 'at most so many LANs below each', number)
    .option('--deckies-per-lan-min <n>', 'fewest deckies of a LAN', number)
    .option('--deckies-per-lan-max <n>', 'most deckies of a LAN', number)
    .option('--bridge-forward-probability <p>', 'how often a bridge forwards packets, 0 to 1', number)
    .option('--cross-edge-probability <p>', 'how often a LAN is joined to one that is not its parent, 0 to 1', number)
    .option('--subnet-base <cidr>', 'where LANs get their subnets')
    .option('--services <list>', 'services to choose from, comma separated', commaList)
    .option('--archetypes <list>', 'archetypes to choose from, comma separated', commaList)
    .option('--seed <n>', 'where the choices begin; random when left out', number)
    .action(async (name: string, options: Options, command) => {
      const { depth, branching, deckiesPerLanMin, deckiesPerLanMax, bridgeForwardProbability, crossEdgeProbability, subnetBase, services, archetypes, seed } = options;
      const body: GenerateTopologyRequest = {
        name, depth, branchingFactor: branching, deckiesPerLanMin, deckiesPerLanMax, bridgeForwardProbability, crossEdgeProbability, subnetBase, services, archetypes, seed,
      };
      const maze = await api(context, command).post<TopologyResponse>('/topologies', body);
      print(context.io, wantsJson(command), maze, () => createdLine(maze));
    });
};
