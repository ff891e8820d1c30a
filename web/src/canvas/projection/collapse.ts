import type { Detail } from './detail';

/** Mazes of more deckies than this start with their LANs closed: a thousand names at once tell nobody anything, and cost every frame. */
export const CLOSED_ABOVE = 400;

/** Whether the LAN's cards are drawn: when one is near enough to read them, or else when the maze is small or the LAN was opened. */
export function isOpenAt(detail: Detail, deckyCount: number, opened: ReadonlySet<string>): (lanId: string) => boolean {
  if (detail === 'far') return () => false;
  if (detail === 'near' || deckyCount <= CLOSED_ABOVE) return () => true;
  return (lanId) => opened.has(lanId);
}
