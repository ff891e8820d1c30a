import type { View } from '../flow';
import { CARD, type Box } from '../layout/geometry';

const WIDTH = 304;
/** Of a card with one question: what must be seen of it at least. */
const HEIGHT = 230;
const MARGIN = 8;

const within = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));

/** Where a card stands in the window: below its node, and inside the window as long as the node can be seen. What has no place is decided in the corner. */
export function placeCard(box: Box | null, { x, y, zoom, width, height }: View, index: number): { left: number; top: number } {
  if (box === null) return { left: 16, top: 16 + 24 * index };
  const at = { left: box.x * zoom + x, top: box.y * zoom + y, width: box.width * zoom, height: Math.min(box.height, CARD.height) * zoom };
  const wish = { left: at.left + at.width / 2 - WIDTH / 2, top: at.top + at.height + MARGIN };
  const seen = at.left < width && at.left + at.width > 0 && at.top < height && at.top + at.height > 0;
  return seen ? { left: within(wish.left, MARGIN, width - WIDTH - MARGIN), top: within(wish.top, MARGIN, Math.max(MARGIN, height - HEIGHT - MARGIN)) } : wish;
}
