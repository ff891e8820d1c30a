// Numbers as tables show them.

/** @param share 0.5 for the median @returns the value that this share of `values` does not exceed */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))];
}

export const median = (values) => quantile(values, 0.5);

/** Of one measure of every run. */
export const medianOf = (runs, key) => median(runs.map((run) => run[key]));

/** How a measure of some runs compares with that of others made in turn with them. */
export const shareOf = (runs, others, key) => median(runs.map((run, at) => run[key] / others[at][key]));

/** Three digits are what a shared machine can tell. */
export function figure(value) {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(value), 0.01))));
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}

export const us = (value) => `${figure(value)} µs`;
export const ms = (value) => `${figure(value)} ms`;
export const times = (value) => `${figure(value)} ×`;

/** How a rate compares with the one that is wanted of it. */
export const wanted = (value, least) => `${figure(least)}${value >= least ? '' : ' (missed)'}`;
export const atMost = (value, most, unit = '') => `${figure(most)} ${unit}${value <= most ? '' : ' (missed)'}`.trim();
