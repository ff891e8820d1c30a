// A day of somebody who draws, again and again: a decky comes, changes, its LAN is renamed, it goes. The maze keeps its size.
const pick = (list) => list[Math.floor(Math.random() * list.length)];
const run = Date.now().toString(36);
let connections = 0;

/** The ops of one connection; names carry the run and its number, so that nobody wants the same. */
function beginRound(context, { lans }) {
  context.number ??= connections++;
  context.round = (context.round ?? 0) + 1;
  context.name = `new-${run}-${context.number}-${context.round}`;
  context.lan = pick(lans);
  return context;
}

/** In this order, and a run is a multiple of them. */
const OPS = [
  (context, maze) => {
    const { name, lan } = beginRound(context, maze);
    return { op: 'add_decky', name, lan, services: ['ssh'] };
  },
  ({ name }) => ({ op: 'update_decky', decky: name, patch: { services: ['ssh', 'http'], forwardsL3: true } }),
  ({ name, lan }) => ({ op: 'update_lan', lan, patch: { name: name.replace('new', 'lan') } }),
  ({ name }) => ({ op: 'remove_decky', decky: name }),
];

export const OPS_OF_A_ROUND = OPS.length;

/** @param maze { lans: ids } @returns requests of autocannon, which every connection sends in turn */
export function editRequests(maze) {
  return OPS.map((opOf) => ({
    setupRequest: (request, context) => ({ ...request, body: JSON.stringify({ ops: [opOf(context, maze)] }) }),
  }));
}
