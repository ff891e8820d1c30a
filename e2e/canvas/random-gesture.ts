import type { Op } from '@decnet/domain';
import type { CanvasEditor, Edited } from '../support/canvas-editor.js';
import type { Seeded } from '../support/seeded.js';

const SERVICES = [['ssh'], ['http'], ['http', 'ssh'], []];

function pick<T>(random: Seeded, list: readonly T[]): T | undefined {
  return list[Math.floor(random.below(list.length))];
}

/** The first few of each kind are touched most, so that people get into each other's way. */
function crowded<T>(random: Seeded, list: readonly T[]): T | undefined {
  return pick(random, random.next() < 0.6 ? list.slice(0, 3) : list);
}

function randomOp(random: Seeded, { lans, deckies, edges }: Edited, step: number): Op | null {
  const [lan, decky] = [crowded(random, lans), crowded(random, deckies)];
  if (lan === undefined || decky === undefined) return { op: 'add_lan' };
  const kind = random.next();
  if (kind < 0.08) return { op: 'add_lan' };
  if (kind < 0.22) return { op: 'add_decky', lan: lan.id };
  if (kind < 0.42) return { op: 'update_decky', decky: decky.id, patch: { name: `name-${step}-${Math.floor(random.below(1_000))}` } };
  if (kind < 0.58) return { op: 'update_decky', decky: decky.id, patch: { services: pick(random, SERVICES)! } };
  if (kind < 0.68) return { op: 'remove_decky', decky: decky.id };
  if (kind < 0.72) return { op: 'remove_lan', lan: lan.id };
  if (kind < 0.86) return { op: 'attach_decky', decky: decky.id, lan: lan.id };
  const away = crowded(random, edges.filter(({ isHome }) => !isHome));
  return away === undefined ? null : { op: 'detach_decky', decky: away.deckyId, lan: away.lanId };
}

/** One gesture of one user: most are edits, some are refused by a rule, some take back, move or decide. */
export async function randomGesture(editor: CanvasEditor, random: Seeded, step: number): Promise<void> {
  const design = await editor.design();
  const kind = random.next();
  if (kind < 0.08) await editor.step('undo');
  else if (kind < 0.11) await editor.step('redo');
  else if (kind < 0.2) await editor.decide(random.next() < 0.5 ? 'mine' : 'theirs');
  else if (kind < 0.28) {
    const decky = crowded(random, design.deckies);
    if (decky !== undefined) await editor.place({ lans: {}, deckies: { [decky.id]: { x: Math.floor(random.below(800)), y: Math.floor(random.below(600)) } } });
  } else {
    const op = randomOp(random, design, step);
    if (op !== null) await editor.apply([op], `${op.op} at ${step}`);
  }
}
