export interface Point { x: number; y: number }
export interface Box extends Point { width: number; height: number }

/** Sizes in canvas pixels; the layout needs them before anything is drawn, so the style sheets follow these and not the other way round. */
export const CARD = { width: 216, height: 92 };
/** Where an edge leaves a card, from its left: right of the name and subnet in the LAN's head, which it crosses on its way out. */
export const CARD_EXIT = 178;
export const LAN_HEAD = 44;
export const LAN_PADDING = 16;
export const CARD_GAP = 14;
/** Where the first row of cards begins, from the top of its LAN. */
export const FIRST_ROW = LAN_HEAD + LAN_PADDING - 4;
export const EMPTY_LAN = { width: 248, height: 120 };

/**
 * Where everything stands. LANs and routes in canvas coordinates, deckies relative to their home LAN. A route runs from the border of the home LAN to
 * the border of the other one; an edge without a route is drawn by rule of thumb.
 */
export interface Layout {
  lans: Readonly<Record<string, Box>>;
  deckies: Readonly<Record<string, Point>>;
  routes: Readonly<Record<string, readonly Point[]>>;
}

/** The first place inside a LAN of this width, row by row from the top, at which a card overlaps none of these. */
export function freeSeat(taken: readonly Point[], width: number): Point {
  const columns = Math.max(1, Math.floor((width - 2 * LAN_PADDING + CARD_GAP) / (CARD.width + CARD_GAP)));
  for (let index = 0; ; index += 1) {
    const seat = { x: LAN_PADDING + (index % columns) * (CARD.width + CARD_GAP), y: FIRST_ROW + Math.floor(index / columns) * (CARD.height + CARD_GAP) };
    if (!taken.some((card) => Math.abs(card.x - seat.x) < CARD.width && Math.abs(card.y - seat.y) < CARD.height)) return seat;
  }
}

export function boundsOf(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return { x, y, width: Math.max(...boxes.map((box) => box.x + box.width)) - x, height: Math.max(...boxes.map((box) => box.y + box.height)) - y };
}
