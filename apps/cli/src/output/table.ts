import Table from 'cli-table3';
import { oneLine } from './printable.js';

export type Cell = string | number | boolean | null | undefined;

const NO_LINES = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right', 'left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid']
    .map((part) => [part, '']),
);

function cellText(value: Cell): string {
  if (value === null || value === undefined || value === '') return '-';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return oneLine(String(value));
}

/** Columns for people. An empty value shows as a dash, so that a row can still be cut by columns. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const out = new Table({ head: [...head], chars: { ...NO_LINES, middle: '  ' }, style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 } });
  out.push(...rows.map((row) => row.map(cellText)));
  return out.toString().replace(/ +$/gm, '');
}

/** One fact a line. */
export function facts(entries: readonly (readonly [string, Cell])[]): string {
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries.map(([name, value]) => `${name.padEnd(width)}  ${cellText(value)}`).join('\n');
}
