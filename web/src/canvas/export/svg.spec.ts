import { describe, expect, it } from '@jest/globals';
import { structureOf } from '../layout/structure';
import { fromSnapshot } from '../live/mazeState';
import { aMaze } from '../testMaze';
import { escapeXml, mazeSvg, type Sheet } from './svg';

function sheet(rename: string | null = null): Sheet {
  const { lans, deckies, edges, observed } = fromSnapshot(aMaze());
  const named = rename === null ? deckies : { ...deckies, d3: { ...deckies.d3!, name: rename } };
  const design = { lans, deckies: named, edges };
  const structure = structureOf(design);
  const boxes = Object.fromEntries(Object.keys(lans).map((id, index) => [id, { x: 100, y: 600 * index, width: 500, height: 400 }]));
  const seats = Object.fromEntries(Object.values(structure.residents).flatMap((ids) => ids.map((id, index) => [id, { x: 16 + 230 * index, y: 56 }])));
  return { title: 'maze', scheme: 'light', design, observed, laidOut: { structure, layout: { lans: boxes, deckies: seats, routes: {} } } };
}

describe('the drawing as a file', () => {
  it('has every LAN, decky and link, with names, subnets and addresses', () => {
    const { svg, width, height } = mazeSvg(sheet());
    for (const text of ['lan-00', '10.0.0.0/24', 'decky-d0', '10.0.0.2', '10.0.1.3', 'DMZ · 1', 'decky-d1 routes to lan-00 at 10.0.0.3', 'decky-d2 stands in lan-01 at 10.0.1.3']) expect(svg).toContain(text);
    expect([svg.match(/data-lan=/g)?.length, svg.match(/data-decky=/g)?.length, svg.match(/data-link=/g)?.length]).toEqual([3, 4, 2]);
    expect([width, height]).toEqual([564, 1_664]);
    expect(svg).toContain('viewBox="68 -32 564 1664"');
  });

  it('is well-formed whatever a name contains', () => {
    const { svg } = mazeSvg(sheet('<a & "b">\u0000\u001b'));
    expect(svg).toContain('&#60;a &#38; &#34;b&#34;&#62;');
    expect(svg.replace(/<\/?(svg|title|rect|g|text|path|circle)\b[^<>]*>/g, '')).not.toMatch(/[<>]/);
    expect(escapeXml('\ud800x')).toBe('x');
  });

  it('cuts what does not fit, and has it whole in the title', () => {
    const name = 'a-very-long-name-of-a-decky-that-fits-nowhere';
    const { svg } = mazeSvg(sheet(name));
    expect(svg).toContain(`<title>${name} 10.0.1.4`);
    expect(svg).toContain('…</text>');
  });

  it('draws an empty maze', () => {
    const { laidOut, ...rest } = sheet();
    const nothing = { lans: {}, deckies: {}, edges: {} };
    expect(mazeSvg({ ...rest, design: nothing, laidOut: { structure: structureOf(nothing), layout: { ...laidOut.layout, lans: {}, deckies: {} } } }).svg).toContain('</svg>');
  });
});
