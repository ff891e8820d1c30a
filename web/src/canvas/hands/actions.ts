import type { Selected } from '../live/store';
import { arranged, nudged, type Arrangement } from './arranging';
import { clipOf, keepClip, keptClip, pasteDeed } from './copying';
import { carryOut, counted, putDown } from './deed';
import { sceneOf, tell, whyNot, type Hands, type Ref } from './hands';
import { homeIdOf, movable } from './places';
import { tidied } from './tidying';


/** Adds to the selection, takes out of it, or selects nothing else. */
export function select({ page, state }: Hands, { kind, id }: Ref, how: 'only' | 'toggle' = 'only'): void {
  const { selected } = page.getState();
  state.setState({ hint: null });
  if (how === 'only') return page.setState({ selected: new Map([[id, kind]]) });
  const next = new Map(selected);
  if (!next.delete(id)) next.set(id, kind);
  page.setState({ selected: next });
}

export function clear({ page, state }: Hands): void {
  state.setState({ hint: null });
  page.setState({ selected: new Map() });
}

/** LANs, deckies and attachments: whatever is done to all is done to each once. */
export function selectAll({ page }: Hands): void {
  const { lans, deckies } = page.getState().maze;
  page.setState({ selected: new Map([...Object.keys(lans).map((id) => [id, 'lan'] as const), ...Object.keys(deckies).map((id) => [id, 'decky'] as const)]) });
}

/** Of what is selected: the ids of deckies, of one kind. */
export function deckiesIn(selected: Selected): ReadonlySet<string> {
  return new Set([...selected].filter(([, kind]) => kind === 'decky').map(([id]) => id));
}

/** The one LAN that is selected, or in which the one selected decky is at home. */
export function selectedLan(hands: Hands): string | null {
  const { selection } = hands.page.getState();
  const scene = sceneOf(hands);
  if (selection === null || scene === null) return null;
  return selection.kind === 'lan' ? selection.id : homeIdOf(scene.laidOut, selection.id);
}

export function copySelected(hands: Hands): boolean {
  const scene = sceneOf(hands);
  const { selected, maze } = hands.page.getState();
  const clip = scene === null ? null : clipOf(scene, selected, maze.info.id);
  if (clip === null) return false;
  keepClip(clip);
  tell(hands, `Copied ${[...(clip.lans.length > 0 ? [counted(clip.lans.length, 'LAN')] : []), ...(clip.deckies.length > 0 ? [counted(clip.deckies.length, 'decky', 'deckies')] : [])].join(' with ')}: Ctrl+V pastes, here or in another maze.`, { tone: 'told' });
  return true;
}

export function paste(hands: Hands): void {
  const clip = keptClip();
  if (clip === null) return tell(hands, 'Nothing was copied yet: select something and press Ctrl+C.');
  const { selection, maze } = hands.page.getState();
  // Back into the maze from which it comes, a copy stays with its original unless a LAN says otherwise.
  const into = selection?.kind === 'lan' && !clip.lans.some(({ id }) => id === selection.id) ? selection.id : maze.info.id === clip.mazeId ? null : selectedLan(hands);
  carryOut(hands, (scene) => pasteDeed(scene, clip, { verb: 'Paste', into, by: null }));
}

export function duplicateSelected(hands: Hands): void {
  const { selected, maze } = hands.page.getState();
  carryOut(hands, (scene) => {
    const clip = clipOf(scene, selected, maze.info.id);
    return clip === null ? 'Select what shall be duplicated first.' : pasteDeed(scene, clip, { verb: 'Duplicate', into: null, by: null });
  });
}

export function nudge(hands: Hands, x: number, y: number): boolean {
  const scene = sceneOf(hands);
  const { selected } = hands.page.getState();
  if (scene === null || selected.size === 0) return false;
  const { lans, deckies } = movable(scene.laidOut, selected);
  if (lans.length + deckies.length === 0) return false;
  putDown(hands, nudged(scene.laidOut, selected, { x, y }), 'Move a little');
  return true;
}

const ARRANGED: Record<Arrangement, string> = { left: 'Align left', top: 'Align at the top', across: 'Distribute across', down: 'Distribute downwards' };

export function arrange(hands: Hands, how: Arrangement): void {
  const scene = sceneOf(hands);
  const layout = scene === null ? null : arranged(scene.laidOut, hands.page.getState().selected, how);
  if (layout === null) tell(hands, `Select at least ${how === 'left' || how === 'top' ? 'two' : 'three'} LANs or deckies for that.`);
  else putDown(hands, layout, ARRANGED[how]);
}

export function stepBack(hands: Hands, which: 'undo' | 'redo'): void {
  const refusal = hands.editor[which]();
  if (refusal !== null) tell(hands, refusal.message);
}

/** Lays out what is selected, or everything. */
export async function tidy(hands: Hands): Promise<void> {
  const scene = sceneOf(hands);
  const reason = whyNot(hands);
  if (reason !== null) return tell(hands, reason);
  if (scene === null || hands.state.getState().tidying) return;
  hands.state.setState({ tidying: true });
  const { selected } = hands.page.getState();
  try {
    const { layout, drawn } = await tidied(scene.laidOut, selected);
    // Somebody may have moved or removed something meanwhile: the layout is then of a maze that is no more.
    if (sceneOf(hands)?.laidOut !== scene.laidOut) return tell(hands, 'The maze changed while it was being tidied: try again.');
    hands.show(drawn);
    putDown(hands, layout, selected.size === 0 ? 'Tidy everything' : 'Tidy the selection');
    if (selected.size === 0) requestAnimationFrame(() => hands.camera.fit());
  } catch (error) {
    tell(hands, `The maze could not be tidied: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    hands.state.setState({ tidying: false });
  }
}
