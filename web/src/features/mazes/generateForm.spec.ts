import { describe, expect, it } from '@jest/globals';
import { EMPTY_FORM, seedProblem, toRequest } from './generateForm';

describe('the generator form', () => {
  // The server refuses unknown and empty fields, so what is left open must not be sent at all.
  it('sends no seed and no services when they are left open', () => {
    const request = toRequest({ ...EMPTY_FORM, name: ' a ' });
    expect(request.name).toBe('a');
    expect(Object.keys(request)).not.toEqual(expect.arrayContaining(['seed']));
    expect(Object.keys(request)).not.toEqual(expect.arrayContaining(['services']));
  });

  it('sends chosen services instead of random ones', () => {
    expect(toRequest({ ...EMPTY_FORM, services: ['ssh'], seed: '0' })).toMatchObject({ services: ['ssh'], randomizeServices: false, seed: 0 });
  });

  it.each([['', true], ['0', true], ['4294967295', true], ['4294967296', false], ['-1', false], ['1.5', false], ['x', false]])('seed %j is fine: %s', (seed, fine) => {
    expect(seedProblem(seed) === null).toBe(fine);
  });
});
