import type { TopologyResponse, TopologySummaryResponse } from '@decnet/contract';
import type { DeckyObservation } from '@decnet/domain';
import type { LoadedMaze, MazeSummary } from '@decnet/persistence';

export const UNOBSERVED: DeckyObservation = { state: 'pending', lastError: null, endpoints: [] };

/** One item of the list: the maze's own fields with the counts of its parts, without what only its workers need. */
export function toSummary(row: MazeSummary): TopologySummaryResponse {
  const { leaseOwner: _owner, leaseExpiresAt: _expiry, leaseEpoch: _epoch, observedSeq: _observed, ...summary } = row;
  return summary;
}

/** The whole maze as one flat object: its own fields beside lans, deckies and edges. */
export function toResponse(loaded: LoadedMaze): TopologyResponse {
  const { topology, maze, observations } = loaded;
  const counts = { lanCount: maze.lans.length, deckyCount: maze.deckies.length, edgeCount: maze.edges.length };
  return {
    ...toSummary({ ...topology, ...counts }),
    lans: [...maze.lans],
    deckies: maze.deckies.map((decky) => ({ ...decky, ...(observations[decky.id] ?? UNOBSERVED) })),
    edges: [...maze.edges],
  };
}
