import type { Change } from '@decnet/domain';

/** What several changes of one kind of entity come to, per entity. */
export interface NetEffects<T> {
  /** Ids whose old row goes (also of those that come again). */
  removed: string[];
  /** With the seq of the journal row that added it. */
  added: { entity: T; seq: number }[];
  updated: { before: T; after: T }[];
}

interface Course<T> { first: T | null; last: T | null; addedAt: number | null }

/** Folds the changes of one kind; change number `i` has the journal row `firstSeq + i`. */
export function netEffects<T extends { id: string }>(changes: readonly Change[], kind: 'lan' | 'decky' | 'edge', firstSeq: number): NetEffects<T> {
  const courses = new Map<string, Course<T>>();
  changes.forEach((change, index) => {
    if (!change.type.startsWith(`${kind}.`)) return;
    const before = 'before' in change ? (change.before as unknown as T) : null;
    const after = 'after' in change ? (change.after as unknown as T) : null;
    const id = (after ?? before)!.id;
    const course = courses.get(id) ?? { first: before, last: null, addedAt: null };
    course.last = after;
    if (before === null) course.addedAt = firstSeq + index;
    courses.set(id, course);
  });
  return summarise(courses);
}

function summarise<T>(courses: Map<string, Course<T>>): NetEffects<T> {
  const effects: NetEffects<T> = { removed: [], added: [], updated: [] };
  for (const [id, { first, last, addedAt }] of courses) {
    if (addedAt !== null || last === null) {
      if (first !== null) effects.removed.push(id);
      if (last !== null) effects.added.push({ entity: last, seq: addedAt! });
    } else if (first !== null) {
      effects.updated.push({ before: first, after: last });
    }
  }
  return effects;
}
