import { useComputedColorScheme, useMantineTheme } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { useViewSource, type ViewSource } from '../flow';
import type { LaidOut } from '../layout/useLayout';
import { useMazePageStore, type MazePageStore } from '../live/store';
import { othersNow } from '../presence/usePresence';
import { detailAt } from '../projection/detail';
import { paint } from './paint';
import { sceneOf } from './scene';
import { addTraffic, isAlive, NO_TRAFFIC } from './trails';
import styles from './overlay.module.css';

/** What stands still still has to go in the end. */
const STILL_MS = 500;

interface Drawing { canvas: HTMLCanvasElement; store: MazePageStore; view: ViewSource; laidOut: LaidOut; still: boolean }

/** Fits the canvas to its window. @returns how many device pixels make one of the page's */
function fit(canvas: HTMLCanvasElement, width: number, height: number): number {
  const ratio = Math.min(2, devicePixelRatio);
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  return ratio;
}

/** Draws whenever something of it changed, and on while something fades. @returns what ends it */
function follow({ canvas, store, view, laidOut, still }: Drawing): () => void {
  const pen = canvas.getContext('2d');
  if (pen === null) return () => undefined;
  const hit = getComputedStyle(canvas).getPropertyValue('--dn-hit-glow').trim();
  let traffic = NO_TRAFFIC;
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isEmpty = false;
  const draw = (): void => {
    frame = 0;
    const [now, shown, state] = [performance.now(), view.now(), store.getState()];
    const scene = sceneOf(laidOut, state, othersNow(state), traffic, { detail: detailAt(shown.zoom), now, still, hit });
    const nothing = scene.heat.length + scene.steps.length + scene.sparks.length + scene.people.length === 0;
    if (!nothing || !isEmpty) paint(pen, scene, shown, fit(canvas, shown.width, shown.height));
    isEmpty = nothing;
    canvas.dataset.marks = `${scene.steps.length} trails, ${scene.sparks.length} sparks, ${scene.heat.length} warm, ${scene.people.map(({ who }) => who.label).join()} here`;
    if (!isAlive(traffic, now)) return;
    if (still) timer = setTimeout(request, STILL_MS);
    else request();
  };
  const request = (): void => { frame ||= requestAnimationFrame(draw); };
  const leaveStore = store.subscribe((state, before) => {
    if (state.feed.cursor > before.feed.cursor) {
      const fresh = [...state.feed.events, ...state.feed.held].filter(({ seq }) => seq > before.feed.cursor && seq > state.feed.openedAt);
      traffic = addTraffic(traffic, fresh, performance.now());
    }
    if (state.feed !== before.feed || state.present !== before.present || state.activity.byDecky !== before.activity.byDecky || state.connections !== before.connections) request();
  });
  const leaveView = view.subscribe(request);
  request();
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    leaveStore();
    leaveView();
  };
}

/** Attackers and people, on one canvas above the graph: nothing of it is part of the graph, and nothing of it can be clicked. */
export function Overlay({ laidOut }: { laidOut: LaidOut | null }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const store = useMazePageStore();
  const view = useViewSource();
  const scheme = useComputedColorScheme('dark');
  const { respectReducedMotion } = useMantineTheme();
  const still = useReducedMotion() && respectReducedMotion;
  useEffect(() => {
    if (canvas.current === null || laidOut === null) return undefined;
    return follow({ canvas: canvas.current, store, view, laidOut, still });
  }, [store, view, laidOut, still, scheme]);
  return <canvas ref={canvas} className={styles.overlay} aria-hidden="true" data-overlay />;
}
