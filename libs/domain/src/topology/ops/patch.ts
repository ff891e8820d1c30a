/** The fields of a patch that change something, and the same fields as they were. Values are compared as JSON. */
export function changedFields<T extends object, P extends object>(before: T, patch: P): { patch: P; undo: P } {
  const changed: Record<string, unknown> = {};
  const undo: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    const old = (before as Record<string, unknown>)[field];
    if (sameValue(old, value)) continue;
    changed[field] = value;
    undo[field] = old;
  }
  return { patch: changed as P, undo: undo as P };
}

function sameValue(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));
}
