/** What a fault run has to say. Of what is lost, unexpected or duplicated there must be nothing. */
export interface Verdict {
  /** What was done, on what. */
  run: string;
  seed: number;
  counts: Record<string, number>;
  /** What was promised and did not happen. */
  lost: string[];
  /** What happened and should not have. */
  unexpected: string[];
  /** What happened more than once. */
  duplicated: string[];
  /** How much came out right only because somebody else took it up, or because a late one was refused. */
  recovered: number;
}

const SHOWN = 10;

/** Collects what a run finds out. */
export class Findings implements Pick<Verdict, 'lost' | 'unexpected' | 'duplicated' | 'recovered' | 'counts'> {
  readonly lost: string[] = [];
  readonly unexpected: string[] = [];
  readonly duplicated: string[] = [];
  readonly counts: Record<string, number> = {};
  recovered = 0;

  count(what: string, by = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + by;
  }
}

export function isClean({ lost, unexpected, duplicated }: Verdict): boolean {
  return lost.length + unexpected.length + duplicated.length === 0;
}

/** One line that says it all, and what is wrong beneath it. */
export function describeVerdict(verdict: Verdict): string {
  const { run, seed, counts, lost, unexpected, duplicated, recovered } = verdict;
  const figures = Object.entries(counts).map(([what, n]) => `${n} ${what}`).join(', ');
  const split = `lost ${lost.length}, unexpected ${unexpected.length}, duplicated ${duplicated.length}, recovered ${recovered}`;
  const findings = Object.entries({ lost, unexpected, duplicated }).flatMap(([kind, texts]) => texts.slice(0, SHOWN).map((text) => `  ${kind}: ${text}`));
  return [`${run}: seed ${seed}; ${figures}; ${split}`, ...findings].join('\n');
}
