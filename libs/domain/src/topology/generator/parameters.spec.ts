import type { DomainError, FieldError } from '../../errors.js';
import { expectedCounts } from './counts.js';
import { generatorParameters } from './parameters.js';

function pathsOf(input: Record<string, unknown>): string[] {
  try {
    generatorParameters({ seed: 1, ...input });
    return [];
  } catch (error) {
    const { code, details } = error as DomainError;
    expect(code).toBe('INVALID_REQUEST');
    return (details['errors'] as FieldError[]).map(({ path }) => path);
  }
}

// Guards: what is recorded with a maze says everything about it, and nonsense is refused by name.
describe('generatorParameters', () => {
  test('fills in every default', () => {
    expect(generatorParameters({ seed: 7, depth: undefined })).toEqual({
      depth: 3, branchingFactor: 2, deckiesPerLanMin: 1, deckiesPerLanMax: 3, bridgeForwardProbability: 1, crossEdgeProbability: 0,
      subnetBase: '172.16.0.0/12', services: [], randomizeServices: true, archetypes: [], seed: 7,
    });
  });

  test('takes what it gave', () => {
    const parameters = generatorParameters({ seed: 7, services: ['ssh', 'http', 'ssh'], archetypes: ['web-server', 'printer'], subnetBase: '10.7' });
    expect(parameters).toMatchObject({ services: ['http', 'ssh'], randomizeServices: false, archetypes: ['printer', 'web-server'] });
    expect(generatorParameters({ ...parameters })).toEqual(parameters);
  });

  const bad: [Record<string, unknown>, string[]][] = [
    [{ depth: 0 }, ['depth']], [{ depth: 17 }, ['depth']], [{ depth: 1.5 }, ['depth']], [{ depth: '3' }, ['depth']], [{ depth: NaN }, ['depth']],
    [{ branchingFactor: 0 }, ['branchingFactor']], [{ branchingFactor: 9 }, ['branchingFactor']],
    [{ deckiesPerLanMin: -1 }, ['deckiesPerLanMin']], [{ deckiesPerLanMax: 33 }, ['deckiesPerLanMax']],
    [{ deckiesPerLanMin: 5, deckiesPerLanMax: 4 }, ['deckiesPerLanMin']],
    [{ bridgeForwardProbability: 1.1 }, ['bridgeForwardProbability']], [{ crossEdgeProbability: -0.1 }, ['crossEdgeProbability']],
    [{ seed: -1 }, ['seed']], [{ seed: 2 ** 32 }, ['seed']], [{ seed: undefined }, ['seed']],
    [{ subnetBase: 'banana' }, ['subnetBase']], [{ subnetBase: '10.0.0.0/30' }, ['subnetBase']], [{ subnetBase: 7 }, ['subnetBase']],
    [{ services: ['gopher'] }, ['services.0']], [{ services: ['ssh', 1] }, ['services.1']], [{ services: 'ssh' }, ['services']],
    [{ archetypes: ['toaster'] }, ['archetypes.0']], [{ randomizeServices: 'yes' }, ['randomizeServices']],
    [{ depht: 3 }, ['depht']], [{ depth: 0, branchingFactor: 0 }, ['depth', 'branchingFactor']],
  ];
  test.each(bad)('refuses %j', (input, paths) => {
    expect(pathsOf(input)).toEqual(paths);
  });
});

// Guards: the preview in the browser shows what comes out, on average.
test('expectedCounts is the closed form of the tree', () => {
  const shape = { depth: 4, branchingFactor: 3, deckiesPerLanMin: 2, deckiesPerLanMax: 6 };
  expect(expectedCounts(shape)).toEqual({ lans: 15, deckies: 1 + 14 * 4 });
  expect(expectedCounts({ ...shape, branchingFactor: 1 })).toEqual({ lans: 4, deckies: 13 });
  expect(expectedCounts({ ...shape, depth: 1 })).toEqual({ lans: 1, deckies: 1 });
  expect(expectedCounts({ ...shape, deckiesPerLanMin: 0, deckiesPerLanMax: 1 })).toEqual({ lans: 15, deckies: 15 });
  expect(expectedCounts({ ...shape, depth: 16, branchingFactor: 8 }).lans).toBeGreaterThan(8e9);
});
