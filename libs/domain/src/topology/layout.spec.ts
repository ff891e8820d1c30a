import { parseLayout } from './layout.js';

const BOX = { x: 1, y: -2.5, width: 3, height: 4 };

/** Nobody else looks at boxes: what passes here is written to the maze's rows and into its journal. */
describe('parseLayout', () => {
  it('takes boxes and positions, and leaves out what is left out', () => {
    expect(parseLayout({})).toEqual({ lans: {}, deckies: {} });
    expect(parseLayout({ lans: { a: BOX }, deckies: { b: { x: 0, y: 0 } } })).toEqual({ lans: { a: BOX }, deckies: { b: { x: 0, y: 0 } } });
  });

  it.each([
    ['lans', { lans: [BOX] }],
    ['deckies', { deckies: null }],
    ['lans.a', { lans: { a: null } }],
    ['lans.a.height', { lans: { a: { x: 1, y: 1, width: 1 } } }],
    ['lans.a.z', { lans: { a: { ...BOX, z: 1 } } }],
    ['deckies.b.x', { deckies: { b: { x: 'left', y: 1 } } }],
    ['deckies.b.y', { deckies: { b: { x: 1, y: Infinity } } }],
    ['deckies.b.y', { deckies: { b: { x: 1, y: 1e300 } } }],
  ])('refuses by name what is wrong with %s', (path, layout) => {
    expect(() => parseLayout(layout)).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST', details: { errors: [{ path, message: expect.any(String) as string }] } }));
  });

  it('answers much garbage with a little', () => {
    const lans = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`${n}${'x'.repeat(1_000)}`, 7]));
    const refused = (): unknown => {
      try {
        return parseLayout({ lans });
      } catch (error) {
        return (error as { details: unknown }).details;
      }
    };
    expect(JSON.stringify(refused()).length).toBeLessThan(10_000);
  });
});
