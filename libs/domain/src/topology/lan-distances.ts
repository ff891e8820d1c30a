import { type Attachment, type Attachments, attachmentsByDecky } from './maze-index.js';
import type { Maze } from './types.js';

/**
 * How many deckies an intruder has to take, one after the other, from the DMZ (0) to each LAN, by its id; every multi-homed decky leads
 * on, whether it forwards or not. A LAN that nothing leads to has the number of LANs, which is beyond all others.
 */
export function lanDistances(maze: Maze): Map<string, number> {
  const distances = new Map(maze.lans.map(({ id }) => [id, maze.lans.length]));
  const queue = maze.lans.filter(({ isDmz }) => isDmz).map(({ id }) => id);
  for (const id of queue) distances.set(id, 0);
  const bridges = bridgesByLan(attachmentsByDecky(maze));
  const seen = new Set<readonly Attachment[]>();
  for (const id of queue) {
    for (const bridge of bridges.get(id) ?? []) {
      if (seen.has(bridge)) continue;
      seen.add(bridge);
      for (const { lan } of bridge) {
        if (distances.get(lan.id) !== maze.lans.length) continue;
        distances.set(lan.id, distances.get(id)! + 1);
        queue.push(lan.id);
      }
    }
  }
  return distances;
}

/** Multi-homed deckies, each as what it is attached to, by LAN. */
function bridgesByLan(attachments: Attachments): Map<string, (readonly Attachment[])[]> {
  const bridges = new Map<string, (readonly Attachment[])[]>();
  for (const own of attachments.values()) {
    if (own.length < 2) continue;
    for (const { lan } of own) {
      const there = bridges.get(lan.id);
      if (there) there.push(own);
      else bridges.set(lan.id, [own]);
    }
  }
  return bridges;
}
