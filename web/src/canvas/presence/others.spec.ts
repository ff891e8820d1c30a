import { describe, expect, it } from '@jest/globals';
import { othersOf, PEOPLE_COLOURS } from './others';

const at = (client: string, username: string): { client: string; username: string; selection: string[] } => ({ client, username, selection: [] });

describe('who else is here', () => {
  it('leaves this tab out, and tells windows of one user apart', () => {
    const others = othersOf([at('a', 'ana'), at('b', 'ana'), at('c', 'bob marley')], 'a');
    expect(others.map(({ label, initials }) => [label, initials])).toEqual([['ana', 'AN'], ['bob marley', 'BM']]);
    expect(othersOf([at('a', 'ana'), at('b', 'ana')], '').map(({ label }) => label)).toEqual(['ana', 'ana 2']);
  });

  it('gives everybody a colour of their own while there are enough', () => {
    const many = Array.from({ length: PEOPLE_COLOURS.length }, (_, index) => at(`tab-${index}`, 'x'));
    expect(new Set(othersOf(many, '').map(({ colour }) => colour)).size).toBe(PEOPLE_COLOURS.length);
    expect(othersOf([...many, at('more', 'y')], '')).toHaveLength(PEOPLE_COLOURS.length + 1);
  });
});
