import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { validate, type Issue, type IssueCode, type Maze } from '@decnet/domain';
import { topologiesApi } from '../../api/routes';
import { useDesign } from '../editing';
import type { MazeState } from '../live/mazeState';
import { useMazePage } from '../live/store';

/** Larger mazes are checked when the page has nothing else to do. */
const AT_ONCE = 400;
/** What decides these is not in the maze: the server is asked. */
const SERVERS: readonly IssueCode[] = ['SUBNET_TAKEN', 'PORT_IN_USE'];

const checked = new WeakMap<Maze, readonly Issue[]>();

/** Every rule that the design breaks by itself; each design is checked once, whoever asks. */
function issuesOf(design: Maze): readonly Issue[] {
  const before = checked.get(design);
  if (before !== undefined) return before;
  const issues = validate(design).sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
  checked.set(design, issues);
  return issues;
}

/** Some browsers have no idle time. */
function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(run, 50);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(run, { timeout: 500 });
  return () => cancelIdleCallback(handle);
}

function useOwnIssues(): readonly Issue[] {
  const design = useDesign();
  const isSmall = design.lans.length + design.deckies.length <= AT_ONCE;
  const [late, setLate] = useState<readonly Issue[]>([]);
  useEffect(() => (isSmall ? undefined : whenIdle(() => setLate(issuesOf(design)))), [design, isSmall]);
  return isSmall ? issuesOf(design) : late;
}

/** What the server said of a row that is another by now is nothing any more. */
function stillHolds({ target }: Issue, design: Maze, lans: MazeState['lans']): boolean {
  if (target.kind !== 'lan' || target.id === null) return true;
  const now = design.lans.find(({ id }) => id === target.id);
  return now !== undefined && now.subnet === lans[target.id]?.subnet;
}

/** Rules that the maze breaks as it is on the screen, errors first; with what only the server can know, asked again whenever the journal moves. */
export function useIssues(): { issues: readonly Issue[]; error: Error | null; retry(): void } {
  const id = useMazePage((state) => state.server.info.id);
  const lans = useMazePage((state) => state.server.lans);
  const design = useDesign();
  const own = useOwnIssues();
  const asked = useQuery({ queryKey: ['maze-derived', id, 'validate'], queryFn: ({ signal }) => topologiesApi.validate(id, signal), staleTime: Infinity });
  const known = (asked.data?.issues ?? []) as readonly Issue[];
  const theirs = known.filter((issue) => SERVERS.includes(issue.code) && stillHolds(issue, design, lans));
  return { issues: theirs.length === 0 ? own : [...theirs, ...own], error: asked.error, retry: () => void asked.refetch() };
}

/** Those about one entity, or about one field of it: beside which they are shown. */
export function issuesAt(issues: readonly Issue[], id: string, ...fields: readonly string[]): Issue[] {
  return issues.filter(({ target }) => target.id === id && (fields.length === 0 ? target.field === undefined : fields.includes(target.field ?? '')));
}
