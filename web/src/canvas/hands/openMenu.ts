import type { Point } from '../layout/geometry';
import { select } from './actions';
import type { Hands, Ref } from './hands';

function focused(): HTMLElement | null {
  return document.activeElement instanceof HTMLElement && document.activeElement !== document.body ? document.activeElement : null;
}

/** Opens the menu of something, or of the ground. What is pressed is selected, unless it is already, among others. */
export function openMenu(hands: Hands, ref: Ref | null, at: Point): void {
  if (ref !== null && !hands.page.getState().selected.has(ref.id)) select(hands, ref);
  hands.state.setState({ menu: { ref, at, returnTo: focused() }, hint: null });
}

/** Beside the card that has the focus; else beside what is selected, or in the middle of the drawing. */
export function openMenuByKey(hands: Hands): void {
  const { refKind, refId } = focused()?.closest<HTMLElement>('[data-ref-kind]')?.dataset ?? {};
  const [selected] = hands.page.getState().selected;
  const ref: Ref | null = refId !== undefined && (refKind === 'lan' || refKind === 'decky') ? { kind: refKind, id: refId } : selected === undefined ? null : { kind: selected[1], id: selected[0] };
  const shown = ref === null ? null : document.querySelector(`[data-ref-id="${CSS.escape(ref.id)}"]`)?.getBoundingClientRect();
  const { left, top, right, bottom } = hands.camera.window();
  openMenu(hands, ref, shown ? { x: shown.left + 24, y: shown.top + 24 } : { x: (left + right) / 2, y: (top + bottom) / 2 });
}
