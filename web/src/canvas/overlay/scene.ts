import type { Box, Point } from '../layout/geometry';
import type { LaidOut } from '../layout/useLayout';
import type { MazePageState } from '../live/store';
import { PEOPLE_COLOURS, type Visitor } from '../presence/others';
import type { Detail } from '../projection/detail';
import { boxOf } from '../projection/project';
import type { Scene } from './paint';
import { heatOf, SPARK_MS, STEP_MS, type Traffic } from './trails';

const middle = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });

/** Where the way between two places leaves the card: what is written on it stays readable. */
function edgeTowards(box: Box, to: Point): Point {
  const from = middle(box);
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const share = Math.min(dx === 0 ? 1 : box.width / 2 / Math.abs(dx), dy === 0 ? 1 : box.height / 2 / Math.abs(dy), 1);
  return { x: from.x + dx * share, y: from.y + dy * share };
}

/** Where whoever comes from outside is shown to come in: at the head of the DMZ. */
function entryOf({ layout }: LaidOut, { maze }: Pick<MazePageState, 'maze'>): Point | null {
  const dmz = Object.values(maze.lans).find(({ isDmz }) => isDmz);
  const box = dmz === undefined ? undefined : layout.lans[dmz.id];
  return box === undefined ? null : { x: box.x + box.width / 2, y: box.y };
}

export interface Looks { detail: Detail; now: number; still: boolean; hit: string }

/** What the overlay shows of the page's state. From far the LANs themselves say how much their deckies caught. */
export function sceneOf(laidOut: LaidOut, state: MazePageState, others: readonly Visitor[], traffic: Traffic, { detail, now, still, hit }: Looks): Scene {
  const decky = (id: string): Box | null => boxOf(laidOut, 'decky', id);
  const entry = entryOf(laidOut, state);
  const counts = detail === 'far' ? [] : Object.entries(state.activity.byDecky);
  const busiest = counts.reduce((most, [, { count }]) => Math.max(most, count), 0);
  return {
    heat: counts.flatMap(([id, { count }]) => {
      const box = count === 0 ? null : decky(id);
      return box === null ? [] : [{ box, level: heatOf(count, busiest) }];
    }),
    steps: traffic.steps.filter(({ since }) => now - since < STEP_MS).flatMap(({ from, to, since }) => {
      const [left, right] = [from === null ? null : decky(from), decky(to)];
      if (right === null) return [];
      const start = left === null ? entry : edgeTowards(left, middle(right));
      return start === null || (from !== null && left === null) ? [] : [{ from: start, to: edgeTowards(right, start), age: now - since }];
    }),
    sparks: traffic.sparks.filter(({ since }) => now - since < SPARK_MS).flatMap(({ deckyId, since }) => {
      const box = decky(deckyId);
      return box === null ? [] : [{ box, age: now - since }];
    }),
    people: others.flatMap((who) => who.selection.flatMap((id) => {
      const box = decky(id) ?? boxOf(laidOut, 'lan', id);
      return box === null ? [] : [{ box, who }];
    })),
    stale: state.connections.maze.state !== 'live', still, colours: { hit, people: PEOPLE_COLOURS },
  };
}
