import type { View } from '../flow';
import type { Box, Point } from '../layout/geometry';
import type { Visitor } from '../presence/others';
import { SPARK_MS, STEP_MS } from './trails';

/** Everything of the overlay, in canvas coordinates, with what is drawn first first. */
export interface Scene {
  heat: readonly { box: Box; level: number }[];
  steps: readonly { from: Point; to: Point; age: number }[];
  sparks: readonly { box: Box; age: number }[];
  people: readonly { box: Box; who: Pick<Visitor, 'label' | 'colour'> }[];
  /** The stream is lost: people are where they were last. */
  stale: boolean;
  /** Marks without movement. */
  still: boolean;
  colours: { hit: string; people: readonly string[] };
}

type Pen = Pick<CanvasRenderingContext2D,
  'setTransform' | 'clearRect' | 'beginPath' | 'roundRect' | 'stroke' | 'fill' | 'moveTo' | 'quadraticCurveTo' | 'arc' | 'fillText' | 'measureText' | 'setLineDash'
> & { globalAlpha: number; lineWidth: number; strokeStyle: unknown; fillStyle: unknown; font: string; textBaseline: unknown };

/** Points of the window. */
function onScreen({ x, y, width, height }: Box, view: View, grow: number): Box {
  return { x: x * view.zoom + view.x - grow, y: y * view.zoom + view.y - grow, width: width * view.zoom + 2 * grow, height: height * view.zoom + 2 * grow };
}

function isSeen(box: Box, view: View): boolean {
  return box.x < view.width && box.y < view.height && box.x + box.width > 0 && box.y + box.height > 0;
}

function frame(pen: Pen, box: Box, radius: number): void {
  pen.beginPath();
  pen.roundRect(box.x, box.y, box.width, box.height, radius);
  pen.stroke();
}

/** A bar at the foot of the card, the longer the more it caught: seen without telling colours apart, and beside everything that is written there. */
function paintHeat(pen: Pen, { heat, colours }: Scene, view: View): void {
  pen.fillStyle = colours.hit;
  pen.globalAlpha = 0.9;
  for (const { box, level } of heat) {
    const on = onScreen(box, view, 0);
    if (!isSeen(on, view)) continue;
    const thick = Math.max(3, 5 * view.zoom);
    const inset = 10 * view.zoom;
    pen.beginPath();
    pen.roundRect(on.x + inset, on.y + on.height - thick / 2, Math.max(thick, (on.width - 2 * inset) * level), thick, thick / 2);
    pen.fill();
  }
}

/** Where along the way, from 0 to 1, the one who walks is now. */
const WALK_MS = 900;

function paintSteps(pen: Pen, { steps, still, colours }: Scene, view: View): void {
  for (const { from, to, age } of steps) {
    const [a, b] = [from, to].map((point) => ({ x: point.x * view.zoom + view.x, y: point.y * view.zoom + view.y })) as [Point, Point];
    const bend = { x: (a.x + b.x) / 2 - (b.y - a.y) * 0.16, y: (a.y + b.y) / 2 + (b.x - a.x) * 0.16 };
    pen.globalAlpha = Math.max(0, 1 - age / STEP_MS) * 0.85;
    pen.strokeStyle = colours.hit;
    pen.fillStyle = colours.hit;
    pen.lineWidth = 2.5;
    pen.setLineDash([7, 5]);
    pen.beginPath();
    pen.moveTo(a.x, a.y);
    pen.quadraticCurveTo(bend.x, bend.y, b.x, b.y);
    pen.stroke();
    pen.setLineDash([]);
    const t = still ? 1 : Math.min(1, age / WALK_MS);
    const head = { x: (1 - t) ** 2 * a.x + 2 * t * (1 - t) * bend.x + t * t * b.x, y: (1 - t) ** 2 * a.y + 2 * t * (1 - t) * bend.y + t * t * b.y };
    pen.beginPath();
    pen.arc(head.x, head.y, 5, 0, 2 * Math.PI);
    pen.fill();
  }
}

function paintSparks(pen: Pen, { sparks, still, colours }: Scene, view: View): void {
  pen.strokeStyle = colours.hit;
  for (const { box, age } of sparks) {
    const part = Math.min(1, age / SPARK_MS);
    const on = onScreen(box, view, still ? 3 : 2 + 14 * part);
    if (!isSeen(on, view)) continue;
    pen.globalAlpha = still ? 1 : 1 - part;
    pen.lineWidth = 3;
    frame(pen, on, 12);
  }
}

const TAG = { height: 18, font: '600 11.5px Inter, system-ui, sans-serif' } as const;

function paintPeople(pen: Pen, { people, stale, colours }: Scene, view: View): void {
  pen.font = TAG.font;
  pen.textBaseline = 'middle';
  const tags = new Map<string, number>();
  for (const { box, who } of people) {
    const on = onScreen(box, view, 4);
    if (!isSeen(on, view)) continue;
    const colour = colours.people[who.colour % colours.people.length]!;
    pen.globalAlpha = stale ? 0.45 : 1;
    pen.strokeStyle = colour;
    pen.lineWidth = 2;
    pen.setLineDash(stale ? [4, 4] : []);
    frame(pen, on, 10);
    pen.setLineDash([]);
    // Several people at one place: their tags stand side by side.
    const place = `${box.x}/${box.y}`;
    const left = on.x + (tags.get(place) ?? 0);
    const width = pen.measureText(who.label).width + 12;
    tags.set(place, (tags.get(place) ?? 0) + width + 2);
    pen.fillStyle = colour;
    pen.beginPath();
    pen.roundRect(left, on.y - TAG.height, width, TAG.height, 5);
    pen.fill();
    pen.fillStyle = '#fff';
    pen.fillText(who.label, left + 6, on.y - TAG.height / 2 + 0.5);
  }
}

/** Draws all of it anew. @param ratio device pixels to a pixel of the page */
export function paint(pen: Pen, scene: Scene, view: View, ratio: number): void {
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, view.width, view.height);
  paintHeat(pen, scene, view);
  paintSteps(pen, scene, view);
  paintSparks(pen, scene, view);
  paintPeople(pen, scene, view);
  pen.globalAlpha = 1;
}
