import type { Decky, DeckyObservation } from '@decnet/domain';
import { boundsOf, CARD, LAN_HEAD, type Box } from '../layout/geometry';
import type { Design, Structure } from '../layout/structure';
import type { LaidOut } from '../layout/useLayout';
import { project, type DrawnDecky, type DrawnLan, type DrawnLink } from '../projection/project';

/** Colours of a drawing: a file has no style sheet of ours. */
interface Palette { ground: string; lan: string; head: string; line: string; text: string; muted: string; card: string; dmz: string; dmzLine: string; route: string; attached: string; hit: string }

const PALETTES: Readonly<Record<'light' | 'dark', Palette>> = {
  light: { ground: '#eef1f6', lan: '#ffffff', head: '#f3f6fb', line: '#c3ccdb', text: '#10151f', muted: '#55607a', card: '#ffffff', dmz: '#fff8e8', dmzLine: '#e3b95a', route: '#4159f0', attached: '#8a96ab', hit: '#925c00' },
  dark: { ground: '#0a0e18', lan: '#111828', head: '#161e2f', line: '#39455f', text: '#dde2ec', muted: '#8d97ac', card: '#171e2e', dmz: '#1c1a17', dmzLine: '#7d6228', route: '#7289fa', attached: '#616c84', hit: '#ffba2b' },
};

const MARGIN = 32;
const SANS = 'Inter, system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif';
const MONO = 'ui-monospace, SF Mono, Menlo, Consolas, DejaVu Sans Mono, monospace';
/** Width of a letter in em, on the wide side: what is cut off is said in full by the title. */
const LETTER_EM = { sans: 0.6, mono: 0.62 } as const;

export interface Sheet {
  title: string;
  scheme: 'light' | 'dark';
  design: Design;
  laidOut: LaidOut;
  observed: Readonly<Record<string, DeckyObservation>>;
}

/** Text as it may stand in XML: characters that XML knows no way to write are left out. */
export function escapeXml(text: string): string {
  return text.replace(/[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '').replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`);
}

const round = (value: number): number => Math.round(value * 100) / 100;

function cut(text: string, width: number, size: number, font: keyof typeof LETTER_EM): string {
  const most = Math.max(1, Math.floor(width / (size * LETTER_EM[font])));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

interface Line { x: number; y: number; size: number; fill: string; text: string; width: number; mono?: boolean; bold?: boolean; end?: boolean }

function line({ x, y, size, fill, text, width, mono = false, bold = false, end = false }: Line): string {
  const weight = bold ? ' font-weight="650"' : '';
  const anchor = end ? ' text-anchor="end"' : '';
  return `<text x="${round(x)}" y="${round(y)}" font-family="${mono ? MONO : SANS}" font-size="${size}" fill="${fill}"${weight}${anchor}>${escapeXml(cut(text, width, size, mono ? 'mono' : 'sans'))}</text>`;
}

function rect({ x, y, width, height }: Box, radius: number, fill: string, stroke: string): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}" fill="${fill}" stroke="${stroke}" stroke-width="1.5"/>`;
}

function drawLan(lan: DrawnLan, { design, scheme }: Sheet): string {
  const row = design.lans[lan.id]!;
  const p = PALETTES[scheme];
  const head = { ...lan, height: Math.min(LAN_HEAD, lan.height) };
  const count = `${row.isDmz ? 'DMZ · ' : ''}${lan.residents.length}`;
  const room = lan.width - 28;
  return [
    `<g data-lan="${escapeXml(row.name)}"><title>${escapeXml(`${row.name} ${row.subnet}`)}</title>`,
    rect(lan, 14, row.isDmz ? p.dmz : p.lan, row.isDmz ? p.dmzLine : p.line), rect(head, 14, p.head, row.isDmz ? p.dmzLine : p.line),
    line({ x: lan.x + 14, y: lan.y + 27, size: 14, fill: p.text, text: row.name, width: room * 0.48, bold: true }),
    line({ x: lan.x + lan.width - 14 - count.length * 8, y: lan.y + 27, size: 11.5, fill: p.muted, text: row.subnet, width: room * 0.45, mono: true, end: true }),
    line({ x: lan.x + lan.width - 14, y: lan.y + 27, size: 12, fill: row.isDmz ? p.hit : p.muted, text: count, width: 90, bold: row.isDmz, end: true }), '</g>',
  ].join('');
}

function addressOf(decky: Decky, structure: Structure): string {
  return structure.homes[decky.id]?.ip ?? 'no address';
}

function drawDecky({ id, lanId, x, y }: DrawnDecky, { design, laidOut, observed, scheme }: Sheet): string {
  const decky = design.deckies[id]!;
  const home = laidOut.layout.lans[lanId]!;
  const p = PALETTES[scheme];
  const box = { x: home.x + x, y: home.y + y, ...CARD };
  const ip = addressOf(decky, laidOut.structure);
  const room = CARD.width - 24;
  const state = observed[id]?.state ?? 'pending';
  const said = `${decky.archetype}${state === 'pending' ? '' : `, ${state}`}${decky.isGateway ? ', published on the host' : ''}`;
  return [
    `<g data-decky="${escapeXml(decky.name)}"><title>${escapeXml(`${decky.name} ${ip}, ${said}: ${decky.services.join(', ') || 'no services'}`)}</title>`,
    rect(box, 10, p.card, state === 'failed' ? '#e03131' : p.line),
    line({ x: box.x + 12, y: box.y + 25, size: 13, fill: p.text, text: decky.name, width: room, bold: true }),
    line({ x: box.x + 12, y: box.y + 43, size: 11.5, fill: p.muted, text: ip, width: room, mono: true }),
    line({ x: box.x + 12, y: box.y + 60, size: 11, fill: p.muted, text: said, width: room }),
    line({ x: box.x + 12, y: box.y + 79, size: 11, fill: p.muted, text: decky.services.join(' '), width: room, mono: true }), '</g>',
  ].join('');
}

function drawLink({ path, routing, ip, end, label, deckyId, lanId }: DrawnLink, { design, scheme }: Sheet): string {
  const p = PALETTES[scheme];
  const [from, to] = [design.deckies[deckyId]?.name ?? '', design.lans[lanId]?.name ?? ''];
  const look = routing ? `stroke="${p.route}" stroke-width="2.2"` : `stroke="${p.attached}" stroke-width="1.8" stroke-dasharray="6 5"`;
  const colour = routing ? p.route : p.attached;
  return [
    `<g data-link="${escapeXml(`${from} ${to}`)}"><title>${escapeXml(`${from} ${routing ? 'routes to' : 'stands in'} ${to} at ${ip}`)}</title>`,
    `<path d="${path}" fill="none" ${look}/><circle cx="${round(end.x)}" cy="${round(end.y)}" r="4.5" fill="${routing ? colour : p.ground}" stroke="${colour}" stroke-width="2"/>`,
    line({ x: label.x + 8, y: label.y + 4, size: 11, fill: p.text, text: ip, width: 160, mono: true }), '</g>',
  ].join('');
}

/** The whole maze as one drawing that stands by itself: where everything stands on the canvas, with names, addresses and links. */
export function mazeSvg(sheet: Sheet): { svg: string; width: number; height: number } {
  const drawing = project(sheet.design, sheet.laidOut, 'near');
  const bounds = boundsOf(drawing.lans) ?? { x: 0, y: 0, width: 320, height: 120 };
  const { x, y } = { x: bounds.x - MARGIN, y: bounds.y - MARGIN };
  const [width, height] = [Math.ceil(bounds.width + 2 * MARGIN), Math.ceil(bounds.height + 2 * MARGIN)];
  const parts = [
    ...drawing.lans.map((lan) => drawLan(lan, sheet)), ...drawing.links.map((link) => drawLink(link, sheet)), ...drawing.deckies.map((decky) => drawDecky(decky, sheet)),
  ];
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${round(x)} ${round(y)} ${width} ${height}" width="${width}" height="${height}" role="img">`;
  const ground = `<title>${escapeXml(sheet.title)}</title><rect x="${round(x)}" y="${round(y)}" width="${width}" height="${height}" fill="${PALETTES[sheet.scheme].ground}"/>`;
  return { svg: `${head}${ground}${parts.join('\n')}</svg>\n`, width, height };
}
