import type { DeckyResponse, EndpointResponse, TopologyResponse } from '@decnet/contract';
import { DEMO_SIGN_IN } from './demo-maze.js';

type Line = (at: EndpointResponse) => string;

const portOption = (port: number, usual: number, option: string): string => (port === usual ? '' : ` ${option} ${port}`);

/** What to paste into another terminal, for the services that have a client everywhere. */
const LINES: Readonly<Record<string, Line>> = {
  ssh: ({ address, port }) => `ssh -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null${portOption(port, 22, '-p')} ${DEMO_SIGN_IN.user}@${address}`,
  http: ({ address, port }) => `curl -i http://${address}${port === 80 ? '' : `:${port}`}/`,
};

interface Suggestion {
  decky: DeckyResponse;
  line: string;
}

/** One line for every such service, on the decky that is easiest to get at: the gateway where it has the service. */
function suggestions({ deckies }: TopologyResponse): Suggestion[] {
  const nearest = [...deckies].sort((a, b) => Number(b.isGateway) - Number(a.isGateway));
  return Object.entries(LINES).flatMap(([slug, line]) => {
    const decky = nearest.find(({ endpoints }) => endpoints.some(({ service }) => service === slug));
    const endpoint = decky?.endpoints.find(({ service }) => service === slug);
    return decky && endpoint ? [{ decky, line: line(endpoint) }] : [];
  });
}

export interface GuideOptions {
  url: string;
  maze: TopologyResponse;
  /** null where the admin was there before the demo. */
  password: string | null;
}

/** What the demo says once its maze runs. Addresses are those at which the services really listen. */
export function demoGuide({ url, maze, password }: GuideOptions): string {
  const { lanCount, deckyCount, id } = maze;
  const lines = suggestions(maze).flatMap(({ decky, line }) => [`    ${line}`, `        (${decky.name}, ${decky.archetype})`]);
  return [
    '',
    `  The maze runs: ${lanCount} LANs, ${deckyCount} deckies.`,
    '',
    `  Page      ${url}/mazes/${id}`,
    `  Sign in   ${password === null ? 'as you did before' : `admin / ${password}`}`,
    '',
    `  Attack it from another terminal, and watch the page (ssh password: ${DEMO_SIGN_IN.password}):`,
    ...lines,
    '',
    '  Ctrl-C stops everything; started again, the maze is as it was.',
    '',
  ].join('\n');
}
