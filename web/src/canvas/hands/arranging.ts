import type { Layout } from '@decnet/domain';
import type { Box, Point } from '../layout/geometry';
import type { LaidOut } from '../layout/useLayout';
import type { Selected } from '../live/store';
import { boxOf } from '../projection/project';
import { layoutOf, movable, movedBy } from './places';

export const ARRANGEMENTS = ['left', 'top', 'across', 'down'] as const;
export type Arrangement = (typeof ARRANGEMENTS)[number];

const LEAST_GAP = 14;

interface Standing { id: string; kind: 'lan' | 'decky'; box: Box }

function standing(laidOut: LaidOut, selected: Selected): Standing[] {
  const { lans, deckies } = movable(laidOut, selected);
  const found = (kind: 'lan' | 'decky') => (id: string): Standing[] => { const box = boxOf(laidOut, kind, id); return box === null ? [] : [{ id, kind, box }]; };
  return [...lans.flatMap(found('lan')), ...deckies.flatMap(found('decky'))];
}

/** New corners along one axis with even gaps between the first and the last. */
function spread(items: readonly Standing[], axis: 'x' | 'y', size: 'width' | 'height'): number[] {
  const sorted = [...items].sort((a, b) => a.box[axis] - b.box[axis]);
  const [first, last] = [sorted[0]!, sorted.at(-1)!];
  const room = last.box[axis] + last.box[size] - first.box[axis] - sorted.reduce((sum, { box }) => sum + box[size], 0);
  // Where there is not even room for them all they stand side by side and reach further.
  const gap = Math.max(LEAST_GAP, room / (sorted.length - 1));
  let next = first.box[axis];
  const corners = new Map(sorted.map(({ id, box }) => { const at = next; next += box[size] + gap; return [id, at]; }));
  return items.map(({ id }) => corners.get(id) ?? 0);
}

function corners(items: readonly Standing[], how: Arrangement): Point[] {
  if (how === 'left') return items.map(({ box }) => ({ x: Math.min(...items.map((one) => one.box.x)), y: box.y }));
  if (how === 'top') return items.map(({ box }) => ({ x: box.x, y: Math.min(...items.map((one) => one.box.y)) }));
  const at = how === 'across' ? spread(items, 'x', 'width') : spread(items, 'y', 'height');
  return items.map(({ box }, index) => (how === 'across' ? { x: at[index]!, y: box.y } : { x: box.x, y: at[index]! }));
}

/** What is selected, aligned or spread evenly. @returns null when too few are selected for that */
export function arranged(laidOut: LaidOut, selected: Selected, how: Arrangement): Layout | null {
  const items = standing(laidOut, selected);
  if (items.length < (how === 'left' || how === 'top' ? 2 : 3)) return null;
  const to = corners(items, how);
  const shifts = items.map(({ box }, index) => ({ x: to[index]!.x - box.x, y: to[index]!.y - box.y }));
  const of = (kind: 'lan' | 'decky') => Object.assign({}, ...items.flatMap((item, index) => {
    if (item.kind !== kind) return [];
    const moving = movedBy(laidOut, kind === 'lan' ? { lans: [item.id], deckies: [] } : { lans: [], deckies: [item.id] }, shifts[index]!);
    const layout = layoutOf(laidOut, moving);
    return [kind === 'lan' ? layout.lans : layout.deckies];
  }));
  return { lans: of('lan') as Layout['lans'], deckies: of('decky') as Layout['deckies'] };
}

/** What is selected, a little further. */
export function nudged(laidOut: LaidOut, selected: Selected, by: Point): Layout {
  return layoutOf(laidOut, movedBy(laidOut, movable(laidOut, selected), by));
}

