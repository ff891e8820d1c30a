import { useKey } from '../keys/useKeys';
import { clear, copySelected, duplicateSelected, nudge, paste, selectAll, stepBack, tidy } from './actions';
import { useHands, type Mode } from './hands';
import { openMenuByKey } from './openMenu';
import { removeSelected } from './removing';

const STEP = 8;
const DIRECTIONS: Record<string, readonly [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Keys that act on the drawing leave lists, panels and tabs alone. */
function isOnCanvas(): boolean {
  const focused = document.activeElement;
  return focused === null || focused === document.body || focused.id === 'main' || focused.closest('[data-canvas]') !== null;
}

/** The keys of the hands; draws nothing. */
export function HandKeys() {
  const hands = useHands();
  const onCanvas = (act: () => void | boolean) => (): void | false => (isOnCanvas() && act() !== false ? undefined : false);
  const nudged = (far: number) => (event: KeyboardEvent): void | false => {
    const [x, y] = DIRECTIONS[event.key] ?? [0, 0];
    return isOnCanvas() && nudge(hands, x * STEP * far, y * STEP * far) ? undefined : false;
  };
  const mode = (wanted: Mode) => (): void => hands.state.setState({ mode: wanted });
  useKey('undo', () => stepBack(hands, 'undo'));
  useKey('redo', () => stepBack(hands, 'redo'));
  useKey('delete', onCanvas(() => hands.page.getState().selected.size > 0 && removeSelected(hands)));
  useKey('copy', onCanvas(() => (window.getSelection()?.isCollapsed ?? true) && copySelected(hands)));
  useKey('paste', onCanvas(() => paste(hands)));
  useKey('duplicate', onCanvas(() => duplicateSelected(hands)));
  useKey('rename', onCanvas(() => {
    const [first, second] = hands.page.getState().selected;
    if (first === undefined || second !== undefined || first[1] === 'edge') return false;
    hands.state.setState({ dialog: { kind: 'rename', ref: { kind: first[1], id: first[0] } } });
    return true;
  }));
  useKey('menu', onCanvas(() => openMenuByKey(hands)));
  useKey('nudge', nudged(1));
  useKey('nudge-far', nudged(10));
  useKey('select-all', onCanvas(() => selectAll(hands)));
  useKey('clear', onCanvas(() => clear(hands)));
  useKey('mode-select', mode('select'));
  useKey('mode-marquee', mode('marquee'));
  useKey('mode-pan', mode('pan'));
  useKey('tidy', () => void tidy(hands));
  useKey('palette', () => hands.state.setState(({ paletteOpen }) => ({ paletteOpen: !paletteOpen })));
  return null;
}
