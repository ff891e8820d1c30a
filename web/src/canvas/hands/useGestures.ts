import { useEffect, type RefObject } from 'react';
import type { Point } from '../layout/geometry';
import { connectDeed } from './adding';
import { ConnectGesture, grab, MoveGesture } from './dragging';
import { follow, type Gesture } from './follow';
import { useHands, type Hands, type Ref } from './hands';
import { MarqueeGesture } from './marquee';

const BORDER_PX = 36;
const PAN_PX = 14;

/** What an element of the drawing stands for. */
export function refOf(target: EventTarget | null): Ref | null {
  const marked = target instanceof Element ? target.closest<HTMLElement | SVGElement>('[data-ref-kind]') : null;
  const { refKind, refId } = marked?.dataset ?? {};
  return refId === undefined || (refKind !== 'lan' && refKind !== 'decky' && refKind !== 'edge') ? null : { kind: refKind, id: refId };
}

const isGrip = (target: EventTarget | null): boolean => target instanceof Element && target.closest('[data-grip]') !== null;

function gestureFor(hands: Hands, event: PointerEvent, pressed: Point): (() => Gesture | null) | null {
  const { mode, laidOut } = hands.state.getState();
  const ref = refOf(event.target);
  const isHandle = event.target instanceof Element && event.target.closest('[data-connects]') !== null;
  if (mode === 'pan' || laidOut === null) return null;
  if (ref?.kind === 'decky' && isHandle) return () => { const grabbed = grab(hands, ref); return grabbed && new ConnectGesture(hands, grabbed.scene, ref.id, connectDeed); };
  if ((ref?.kind === 'decky' || ref?.kind === 'lan') && isGrip(event.target)) return () => { const grabbed = grab(hands, ref); return grabbed && new MoveGesture(hands, grabbed.scene, grabbed.selected, pressed); };
  const isGround = event.target instanceof Element && event.target.closest('.react-flow__pane, .react-flow__node, .react-flow__edge') !== null;
  return isGround && (event.shiftKey || mode === 'marquee') ? () => new MarqueeGesture(hands, laidOut, pressed, event.shiftKey) : null;
}

/** Moves the view a step whenever the pointer is near the border, once it has been further inside: what comes from a panel enters there. */
export function borderPan(hands: Hands): (at: Point) => boolean {
  let entered = false;
  return (at) => {
    const near = stepAtBorder(hands, at);
    if (near === null) return false;
    entered ||= near.x === 0 && near.y === 0;
    if (!entered || (near.x === 0 && near.y === 0)) return false;
    hands.camera.panBy(near);
    return true;
  };
}

function stepAtBorder({ camera }: Hands, at: Point): Point | null {
  const { left, top, right, bottom } = camera.window();
  const step = (low: number, high: number, value: number): number => (value < low + BORDER_PX ? PAN_PX : value > high - BORDER_PX ? -PAN_PX : 0);
  return camera.isOver(at) ? { x: step(left, right, at.x), y: step(top, bottom, at.y) } : null;
}

/** The hand's own drags: cards, heads of LANs, handles, areas. What is none of these is left to the drawing library: it moves the view. */
export function useGestures(root: RefObject<HTMLElement | null>): void {
  const hands = useHands();
  useEffect(() => {
    const element = root.current;
    if (element === null) return undefined;
    let taken = false;
    const onPointerDown = (event: PointerEvent): void => {
      taken = false;
      if (event.button !== 0 || !event.isPrimary) return;
      const pressed = { x: event.clientX, y: event.clientY };
      const begin = gestureFor(hands, event, pressed);
      if (begin === null) return;
      taken = !isGrip(event.target);
      follow(event, begin, borderPan(hands));
    };
    // The library pans on what bubbles up to it; an area that is drawn must not move the view as well.
    const onPress = (event: Event): void => { if (taken) event.stopPropagation(); };
    element.addEventListener('pointerdown', onPointerDown, true);
    element.addEventListener('mousedown', onPress, true);
    element.addEventListener('touchstart', onPress, true);
    return () => {
      element.removeEventListener('pointerdown', onPointerDown, true);
      element.removeEventListener('mousedown', onPress, true);
      element.removeEventListener('touchstart', onPress, true);
    };
  }, [hands, root]);
}
