import { CARD_EXIT, type Box, type Point } from '../layout/geometry';

const CORNER = 10;

/** Rule-of-thumb way from one box to another when the layout has none: out of the side that faces it, one bend column halfway. */
export function simpleRoute(from: Box, to: Box): Point[] {
  const start = { x: from.x + from.width / 2, y: from.y + from.height / 2 };
  const end = { x: to.x + to.width / 2, y: to.y + to.height / 2 };
  const gapX = Math.max(to.x - (from.x + from.width), from.x - (to.x + to.width));
  const gapY = Math.max(to.y - (from.y + from.height), from.y - (to.y + to.height));
  if (gapX >= gapY) {
    const right = end.x >= start.x;
    const x1 = right ? from.x + from.width : from.x;
    const x2 = right ? to.x : to.x + to.width;
    const middle = (x1 + x2) / 2;
    return [{ x: x1, y: start.y }, { x: middle, y: start.y }, { x: middle, y: end.y }, { x: x2, y: end.y }];
  }
  const down = end.y >= start.y;
  const y1 = down ? from.y + from.height : from.y;
  const y2 = down ? to.y : to.y + to.height;
  const middle = (y1 + y2) / 2;
  return [{ x: start.x, y: y1 }, { x: start.x, y: middle }, { x: end.x, y: middle }, { x: end.x, y: y2 }];
}

/** The edge of the card that a route leaves from, so that the line runs from the card and not from the border of its LAN. */
export function startAtCard(route: readonly Point[], card: Box): Point[] {
  const first = route[0];
  if (first === undefined) return [];
  const exit = card.x + CARD_EXIT;
  if (Math.abs(first.x - exit) > 1) return [...route];
  return [{ x: exit, y: first.y <= card.y ? card.y : card.y + card.height }, ...route];
}

/** The point this far from `from` on the way to `to`, at most `to` itself. */
export function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return from;
  const share = Math.min(1, distance / length);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

const at = ({ x, y }: Point): string => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;

/** SVG path through the points with rounded corners. */
export function roundedPath(points: readonly Point[], corner: number = CORNER): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const parts = [`M${at(first)}`];
  rest.forEach((point, index) => {
    const before = points[index] ?? first;
    const after = rest[index + 1];
    if (after === undefined) {
      parts.push(`L${at(point)}`);
      return;
    }
    const reach = Math.min(corner, Math.hypot(point.x - before.x, point.y - before.y) / 2, Math.hypot(after.x - point.x, after.y - point.y) / 2);
    parts.push(`L${at(towards(point, before, reach))}Q${at(point)} ${at(towards(point, after, reach))}`);
  });
  return parts.join('');
}
