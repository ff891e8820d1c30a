import { copyName } from './copy-name.js';
import { NAME_PATTERN } from '../../validation/rules/names.js';

describe('copyName', () => {
  it.each([
    ['web-1', [], 'web-2'],
    ['web-1', ['web-2', 'web-3'], 'web-4'],
    ['lan-09', [], 'lan-10'],
    ['lan-01', ['lan-02'], 'lan-03'],
    ['gateway', [], 'gateway-2'],
    ['web2', [], 'web3'],
    ['7', ['8'], '9'],
    ['a'.repeat(31), [], `${'a'.repeat(29)}-2`],
  ])('%s beside %j becomes %s', (name, taken, copy) => {
    expect(copyName(name, new Set(taken))).toBe(copy);
    expect(copy).toMatch(NAME_PATTERN);
  });
});
