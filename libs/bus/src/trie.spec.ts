import fc from 'fast-check';
import { PatternTrie } from './trie.js';

const token = fc.constantFrom('a', 'b', 'c');
const topic = fc.array(token, { minLength: 1, maxLength: 4 });
const pattern = fc.tuple(fc.array(fc.oneof(token, fc.constant('*')), { minLength: 0, maxLength: 4 }), fc.boolean())
  .map(([tokens, tail]) => (tail ? [...tokens, '>'] : tokens)).filter((tokens) => tokens.length > 0);

/** The plain definition, against which the trie is held. */
function matches(p: string[], t: string[]): boolean {
  if (p.length === 0) return t.length === 0;
  if (p[0] === '>') return t.length > 0;
  return t.length > 0 && (p[0] === '*' || p[0] === t[0]) && matches(p.slice(1), t.slice(1));
}

describe('PatternTrie', () => {
  it('finds exactly the patterns that match, also after some were removed', () => {
    fc.assert(fc.property(fc.array(pattern, { maxLength: 12 }), fc.array(fc.nat(11)), topic, (patterns, removed, t) => {
      const trie = new PatternTrie<number>();
      patterns.forEach((p, i) => trie.add(p.join('.'), i));
      for (const i of removed) if (patterns[i]) trie.remove(patterns[i].join('.'), i);
      const expected = patterns.flatMap((p, i) => (!removed.includes(i) && matches(p, t) ? [i] : []));
      expect([...trie.match(t.join('.'))].sort()).toEqual(expected.sort());
    }));
  });

  it('gives a value once, however many of its patterns match', () => {
    const trie = new PatternTrie<string>();
    for (const p of ['a.b', 'a.*', 'a.>', '>']) trie.add(p, 'one');
    expect([...trie.match('a.b')]).toEqual(['one']);
  });
});
