/** How much is drawn: whole cards, names only, or LANs with their counts. */
export const DETAILS = ['near', 'mid', 'far'] as const;
export type Detail = (typeof DETAILS)[number];

const NEAR_FROM = 0.62;
const MID_FROM = 0.3;

export function detailAt(zoom: number): Detail {
  if (zoom >= NEAR_FROM) return 'near';
  return zoom >= MID_FROM ? 'mid' : 'far';
}
