import type { ActivityState } from '../live/activity';
import { observationOf, type MazeState } from '../live/mazeState';

export interface LanSummary { total: number; troubled: number }

/** How many live in the LAN, and how many of them are not well. */
export function summaryOf(maze: MazeState, residents: readonly string[]): LanSummary {
  const troubled = residents.filter((id) => ['failed', 'degraded'].includes(observationOf(maze, id).state)).length;
  return { total: residents.length, troubled };
}

/** Events caught by all deckies at home in the LAN. */
export function hitsOf({ byDecky }: ActivityState, residents: readonly string[]): number {
  return residents.reduce((sum, id) => sum + (byDecky[id]?.count ?? 0), 0);
}
