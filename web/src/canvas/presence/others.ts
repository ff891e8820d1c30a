import type { PresentUser } from '@decnet/contract';

/** Somebody else who has the maze open, as this page shows them. */
export interface Visitor extends PresentUser {
  /** "ana", or "ana 2" for a second window of hers. */
  label: string;
  initials: string;
  /** Which of the colours for people; the same for a tab as long as it is there. */
  colour: number;
}

/** White letters on them are read in both themes. */
export const PEOPLE_COLOURS = ['#b3372f', '#0b7285', '#7048c8', '#2b7a3d', '#b0246f', '#9a5b00', '#2563c9', '#5c6b1e'] as const;
const COLOURS = PEOPLE_COLOURS.length;

/** Stable, and spread well enough for a handful of people. */
function colourOf(client: string): number {
  return [...client].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7) % COLOURS;
}

function initialsOf(username: string): string {
  const words = username.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const letters = words.length > 1 ? words.slice(0, 2).map((word) => word[0]) : [...(words[0] ?? '?')].slice(0, 2);
  return letters.join('').toUpperCase();
}

/** Everybody but this tab. Colours differ as long as there are enough of them. */
export function othersOf(present: readonly PresentUser[], client: string): Visitor[] {
  const windows = new Map<string, number>();
  const taken = new Set<number>();
  return present.filter((user) => user.client !== client).map((user) => {
    const nth = (windows.get(user.username) ?? 0) + 1;
    windows.set(user.username, nth);
    let colour = colourOf(user.client);
    while (taken.has(colour) && taken.size < COLOURS) colour = (colour + 1) % COLOURS;
    taken.add(colour);
    return { ...user, label: nth === 1 ? user.username : `${user.username} ${nth}`, initials: initialsOf(user.username), colour };
  });
}
