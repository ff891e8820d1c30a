import type { Point } from '../layout/geometry';

export interface Keys { alt: boolean; shift: boolean }

/** A drag from the first real movement to its end. */
export interface Gesture {
  /** At most once a frame. */
  move(at: Point, keys: Keys): void;
  drop(): void;
  /** Always last, dropped or not. */
  end(): void;
  /** Moves the view when the pointer nears the border of the drawing. */
  pans?: boolean;
}

const THRESHOLD_PX = 4;

/** The click that ends a drag is none. */
function swallowClick(): void {
  const stop = (event: MouseEvent): void => { event.stopPropagation(); event.preventDefault(); };
  window.addEventListener('click', stop, { capture: true, once: true });
  // A drag that ends over something else brings no click.
  setTimeout(() => window.removeEventListener('click', stop, { capture: true }), 0);
}

/**
 * Follows the pointer that was just pressed. A press without movement stays a click; Escape, a lost pointer or another button breaks the drag off.
 * @param onFrame called before each move; gives back whether the view moved, so that a hand that holds still follows it
 */
export function follow(down: PointerEvent, begin: () => Gesture | null, onFrame: (at: Point) => boolean = () => false): void {
  let gesture: Gesture | null = null;
  let at: Point = { x: down.clientX, y: down.clientY };
  let keys: Keys = { alt: down.altKey, shift: down.shiftKey };
  let frame = 0;
  const controller = new AbortController();
  const listen = { signal: controller.signal, capture: true };

  const finish = (dropped: boolean): void => {
    controller.abort();
    document.body.style.removeProperty('user-select');
    cancelAnimationFrame(frame);
    if (gesture === null) return;
    swallowClick();
    if (dropped) {
      gesture.move(at, keys);
      gesture.drop();
    }
    gesture.end();
  };
  const draw = (): void => {
    const moved = gesture?.pans === true && onFrame(at);
    gesture?.move(at, keys);
    frame = moved ? requestAnimationFrame(draw) : 0;
  };
  const ask = (): void => { if (frame === 0) frame = requestAnimationFrame(draw); };

  window.addEventListener('pointermove', (event) => {
    if (event.pointerId !== down.pointerId) return;
    at = { x: event.clientX, y: event.clientY };
    keys = { alt: event.altKey, shift: event.shiftKey };
    if (gesture === null) {
      if (Math.hypot(at.x - down.clientX, at.y - down.clientY) < THRESHOLD_PX) return;
      gesture = begin();
      if (gesture === null) return finish(false);
      // What is passed on the way is not marked as text.
      window.getSelection()?.removeAllRanges();
      document.body.style.setProperty('user-select', 'none');
    }
    ask();
  }, listen);
  window.addEventListener('pointerup', (event) => { if (event.pointerId === down.pointerId) finish(true); }, listen);
  window.addEventListener('pointercancel', (event) => { if (event.pointerId === down.pointerId) finish(false); }, listen);
  window.addEventListener('blur', (event) => { if (event.target === window) finish(false); }, listen);
  window.addEventListener('keydown', (event) => {
    keys = { alt: event.altKey, shift: event.shiftKey };
    if (gesture === null) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      event.preventDefault();
      finish(false);
    } else ask();
  }, listen);
  window.addEventListener('keyup', (event) => { keys = { alt: event.altKey, shift: event.shiftKey }; if (gesture !== null) ask(); }, listen);
}
