import type { Layout, Op } from '@decnet/domain';
import { isRefusal, tryOps } from '../editing/ops';
import type { Refusal } from '../editing';
import type { Selected } from '../live/store';
import { sceneOf, tell, whyNot, type Hands, type Scene } from './hands';
import { placesNow, unstored } from './places';

/** A change of the design as one gesture makes it. */
export interface Deed {
  ops: Op[];
  label: string;
  layout?: Layout;
  /** What is selected afterwards. */
  select?: Selected;
  /** The LAN at which a refusal is shown. */
  about?: string;
}

export const NOWHERE: Layout = { lans: {}, deckies: {} };

/** "3 deckies", "1 LAN". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** "a, b and c". */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Says why when the hands may do nothing. @returns null then, and while there is nothing to work on */
export function readyScene(hands: Hands): Scene | null {
  const reason = whyNot(hands);
  if (reason !== null) tell(hands, reason);
  return reason === null ? sceneOf(hands) : null;
}

function fix(hands: Hands, { laidOut, design }: Scene): void {
  const places = unstored(laidOut, design);
  if (Object.keys(places.lans).length + Object.keys(places.deckies).length > 0) hands.editor.place(places);
}

/** Does it, or says why not. @param deed made of the scene, or the reason why there is none */
export function carryOut(hands: Hands, make: (scene: Scene) => Deed | string | null): boolean {
  const scene = readyScene(hands);
  const deed = scene === null ? null : make(scene);
  if (scene === null || deed === null) return false;
  if (typeof deed === 'string') {
    tell(hands, deed);
    return false;
  }
  fix(hands, scene);
  const refusal = deed.ops.length === 0 ? null : hands.editor.apply(deed.ops, deed.label, deed.layout);
  if (refusal !== null) {
    tell(hands, refusal.message, deed.about === undefined ? {} : { lanId: deed.about });
    return false;
  }
  hands.state.setState({ hint: null });
  if (deed.select !== undefined) hands.page.setState({ selected: deed.select });
  return true;
}

/** Puts things somewhere else; taken back by undo. */
export function putDown(hands: Hands, layout: Layout, label: string): void {
  const scene = readyScene(hands);
  if (scene === null || Object.keys(layout.lans).length + Object.keys(layout.deckies).length === 0) return;
  fix(hands, scene);
  hands.editor.place(layout, { layout: placesNow(scene.laidOut, layout), label });
  hands.state.setState({ hint: null });
}

/** What ops would do, without doing it. */
export function foreseen({ design, context }: Scene, ops: readonly Op[]): { ips: string[]; subnets: string[]; refusal: Refusal | null } {
  const result = tryOps(design, ops, context);
  if (isRefusal(result)) return { ips: [], subnets: [], refusal: result };
  const ips = result.changes.flatMap((change) => (change.type === 'edge.added' || change.type === 'edge.updated' ? [change.after.ip] : []));
  return { ips, subnets: result.changes.flatMap((change) => (change.type === 'lan.added' ? [change.after.subnet] : [])), refusal: null };
}
