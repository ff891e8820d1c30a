import type { Layout, Maze } from '@decnet/domain';
import { onceFor } from './onceFor';
import type { EditState } from './types';

const NOWHERE: Layout = { lans: {}, deckies: {} };

function isEmpty({ lans, deckies }: Layout): boolean {
  return Object.keys(lans).length === 0 && Object.keys(deckies).length === 0;
}

function over(below: Layout, above: Layout): Layout {
  return { lans: { ...below.lans, ...above.lans }, deckies: { ...below.deckies, ...above.deckies } };
}

/** Notes positions; for each part of the maze only the last one counts. */
export function placed(edit: EditState, layout: Layout): EditState {
  return { ...edit, layout: { ...edit.layout, waiting: over(edit.layout.waiting, layout) } };
}

const together = onceFor(({ sent, waiting }: EditState['layout']): Layout => (sent === null ? waiting : over(sent, waiting)));

/** Positions that are shown and that the server does not have yet. */
export function pendingLayout({ layout }: Pick<EditState, 'layout'>): Layout {
  return together(layout);
}

function split<T>(boxes: Readonly<Record<string, T>>, rows: readonly { id: string }[]): [Record<string, T>, Record<string, T>] {
  const ids = new Set(rows.map(({ id }) => id));
  const there = Object.entries(boxes).filter(([id]) => ids.has(id));
  return [Object.fromEntries(there), Object.fromEntries(Object.entries(boxes).filter(([id]) => !ids.has(id)))];
}

/**
 * What is to be sent now, noted as sent; null when nothing is. Parts that the server does not have wait until it does.
 * @param expected the maze as it will be: positions of what is not part of it are nobody's any more
 */
export function nextLayout(edit: EditState, design: Maze, expected: Maze): { edit: EditState; layout: Layout } | null {
  const { sent, waiting } = edit.layout;
  if (sent !== null || isEmpty(waiting)) return null;
  const [lans, otherLans] = split(waiting.lans, design.lans);
  const [deckies, otherDeckies] = split(waiting.deckies, design.deckies);
  const layout = { lans, deckies };
  const later = { lans: split(otherLans, expected.lans)[0], deckies: split(otherDeckies, expected.deckies)[0] };
  if (isEmpty(layout)) return null;
  return { layout, edit: { ...edit, layout: { sent: layout, waiting: later } } };
}

/** The server has what was sent. */
export function layoutTaken(edit: EditState): EditState {
  return { ...edit, layout: { ...edit.layout, sent: null } };
}

/** It has not: the positions wait again, below what was placed since. */
export function layoutReturned(edit: EditState): EditState {
  const { sent, waiting } = edit.layout;
  return sent === null ? edit : { ...edit, layout: { sent: null, waiting: over(sent, waiting) } };
}

/** Positions are given up: nothing else depends on them. */
export function layoutDropped(edit: EditState): EditState {
  return { ...edit, layout: { sent: null, waiting: NOWHERE } };
}

/** Where what a layout names stands now; what stands nowhere yet is left out. */
export function positionsNow(edit: EditState, { lans, deckies }: Maze, of: Layout): Layout {
  const pending = pendingLayout(edit);
  const lanBoxes = lans.filter(({ id }) => of.lans[id] !== undefined).flatMap(({ id, x, y, width, height }): [string, Layout['lans'][string]][] => {
    const box = pending.lans[id];
    if (box !== undefined) return [[id, box]];
    return x === null || y === null || width === null || height === null ? [] : [[id, { x, y, width, height }]];
  });
  const seats = deckies.filter(({ id }) => of.deckies[id] !== undefined).flatMap(({ id, x, y }): [string, Layout['deckies'][string]][] => {
    const seat = pending.deckies[id];
    return seat !== undefined ? [[id, seat]] : x === null || y === null ? [] : [[id, { x, y }]];
  });
  return { lans: Object.fromEntries(lanBoxes), deckies: Object.fromEntries(seats) };
}
