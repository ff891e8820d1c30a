import { describe, expect, it } from '@jest/globals';
import { safeNext } from './next';

describe('where the sign-in leads', () => {
  // Guards against open redirects: only paths of this page are followed.
  it.each([
    ['/mazes/1?a=b#c', '/mazes/1?a=b#c'],
    [null, '/mazes'],
    ['https://evil.example/', '/mazes'],
    ['//evil.example', '/mazes'],
    ['/\\evil.example', '/mazes'],
    ['javascript:alert(1)', '/mazes'],
    ['/sign-in?next=/mazes', '/mazes'],
  ])('%s leads to %s', (next, expected) => expect(safeNext(next)).toBe(expected));
});
