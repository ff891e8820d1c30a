const LABELS: readonly (readonly [key: string, label: string])[] = [
  ['seed', 'Seed'], ['depth', 'Depth'], ['branchingFactor', 'Branching'], ['deckiesPerLanMin', 'Fewest per LAN'], ['deckiesPerLanMax', 'Most per LAN'],
  ['bridgeForwardProbability', 'Routing bridges'], ['crossEdgeProbability', 'Cross links'], ['subnetBase', 'Subnets from'], ['services', 'Services'],
];

function show(key: string, value: unknown): string {
  if (key.endsWith('Probability') && typeof value === 'number') return `${Math.round(value * 100)} %`;
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** The generator's parameters for people; whatever else is recorded is left out. */
export function generatorFacts(config: Readonly<Record<string, unknown>> | null): (readonly [string, string])[] {
  if (config === null) return [];
  return LABELS.flatMap(([key, label]) => {
    const value = config[key];
    return value === undefined || value === null || (Array.isArray(value) && value.length === 0) ? [] : [[label, show(key, value)] as const];
  });
}
