/** One thing to choose. */
export interface Option {
  id: string;
  label: string;
  /** Beside the label: an address, a subnet. */
  detail?: string;
  /** Words that find it beside what is shown. */
  words?: string;
  keys?: string;
  /** Why it cannot be chosen now. */
  reason?: string | null;
}

/** How well one word is found; lower is better, null is not at all. */
function rankOf(word: string, label: string, rest: string): number | null {
  if (label.startsWith(word)) return 0;
  if (label.includes(word)) return 1;
  return rest.includes(word) ? 2 : null;
}

/** Options in which every word of the query is found, best first; otherwise in the order given. Linear. */
export function filterOptions(options: readonly Option[], query: string): readonly Option[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return options;
  const ranked = options.flatMap((option) => {
    const [label, rest] = [option.label.toLowerCase(), `${option.detail ?? ''} ${option.words ?? ''}`.toLowerCase()];
    const ranks = words.map((word) => rankOf(word, label, rest));
    return ranks.includes(null) ? [] : [{ option, rank: ranks.reduce<number>((sum, rank) => sum + (rank ?? 0), 0) }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ option }) => option);
}
