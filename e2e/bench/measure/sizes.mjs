// Parameters and seeds whose mazes come out at the sizes that are asked for.
const shape = (depth, branchingFactor, perLan, seed) => ({
  depth, branchingFactor, seed, deckiesPerLanMin: perLan, deckiesPerLanMax: perLan, crossEdgeProbability: 0.1, subnetBase: '10.0.0.0/8',
});

/** By number of LANs: 50, 501 and 2,004 of four deckies each. */
export const BY_LANS = { 50: shape(6, 3, 4, 6), 500: shape(9, 3, 4, 100), 2000: shape(11, 3, 4, 166) };
/** By number of deckies: 10, 298 and 1,999. */
export const BY_DECKIES = { 10: shape(2, 3, 3, 4), 300: shape(5, 3, 9, 50), 2000: shape(8, 3, 9, 1187) };
