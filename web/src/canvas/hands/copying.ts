import { copyName, type Decky, type Edge, type Lan, type Op } from '@decnet/domain';
import { CLIP_KEY } from '../../api/session';
import { boundsOf, CARD, type Box, type Point } from '../layout/geometry';
import type { Selected } from '../live/store';
import { boxOf } from '../projection/project';
import { counted, listed, NOWHERE, type Deed } from './deed';
import type { Scene } from './hands';
import { besideEverything, homeIdOf, seatAt, seated } from './places';

/** Copied parts of a maze, with their places on the canvas. */
export interface Clip { mazeId: string; lans: Lan[]; deckies: Decky[]; edges: Edge[]; boxes: Record<string, Box> }

/** What is selected, LANs with those at home there, with all attachments. @returns null when that is nothing */
export function clipOf({ design, laidOut }: Scene, selected: Selected, mazeId: string): Clip | null {
  const lans = design.lans.filter(({ id }) => selected.has(id));
  const deckies = design.deckies.filter(({ id }) => selected.has(id) || selected.has(homeIdOf(laidOut, id) ?? ''));
  if (lans.length + deckies.length === 0) return null;
  const ids = new Set(deckies.map(({ id }) => id));
  const edges = design.edges.filter(({ deckyId }) => ids.has(deckyId));
  const boxes = Object.fromEntries([...lans.map(({ id }) => [id, boxOf(laidOut, 'lan', id)] as const), ...deckies.map(({ id }) => [id, boxOf(laidOut, 'decky', id)] as const)]
    .flatMap(([id, box]): [string, Box][] => (box === null ? [] : [[id, box]])));
  return { mazeId, lans, deckies, edges, boxes };
}

/** Other mazes of the same browser have it, too. What the browser does not keep stays in this page. */
let kept: Clip | null = null;
export function keepClip(clip: Clip): void {
  kept = clip;
  try {
    localStorage.setItem(CLIP_KEY, JSON.stringify(clip));
  } catch {
    // Storage is full or forbidden: it can be pasted on this page only.
  }
}

export function keptClip(): Clip | null {
  try {
    const text = localStorage.getItem(CLIP_KEY);
    const clip = text === null ? null : JSON.parse(text) as Partial<Clip>;
    return clip !== null && Array.isArray(clip.lans) && Array.isArray(clip.deckies) && Array.isArray(clip.edges) && typeof clip.boxes === 'object' ? clip as Clip : kept;
  } catch {
    return kept;
  }
}

export interface PasteOptions {
  verb: 'Paste' | 'Duplicate';
  /** The LAN for deckies whose home is not copied along; null for the one in which they were. */
  into: string | null;
  /** How far the copies stand from what was copied; null for any free place. */
  by: Point | null;
}

function labelOf(verb: string, { lans, deckies }: Clip): string {
  const all = [...lans, ...deckies];
  if (all.length === 1) return `${verb} ${all[0]!.name}`;
  return `${verb} ${listed([...(lans.length > 0 ? [counted(lans.length, 'LAN')] : []), ...(deckies.length > 0 ? [counted(deckies.length, 'decky', 'deckies')] : [])])}`;
}

function named(taken: Set<string>, name: string): string {
  const next = taken.has(name) ? copyName(name, taken) : name;
  taken.add(next);
  return next;
}

interface Ids { of(id: string): string; homes: ReadonlyMap<string, string>; isThere(lanId: string): boolean }

/** Who goes where: the copied LAN, the one pasted into, or the same as before. @returns the deckies for which there is none */
function housing(scene: Scene, clip: Clip, into: string | null): { homes: Map<string, string>; homeless: Decky[] } {
  const copied = new Set(clip.lans.map(({ id }) => id));
  const there = new Set(scene.design.lans.map(({ id }) => id));
  const homes = new Map<string, string>();
  for (const { deckyId, lanId, isHome } of clip.edges) {
    if (!isHome) continue;
    if (copied.has(lanId)) homes.set(deckyId, lanId);
    else if (into !== null) homes.set(deckyId, into);
    else if (there.has(lanId)) homes.set(deckyId, lanId);
  }
  return { homes, homeless: clip.deckies.filter(({ id }) => !homes.has(id)) };
}

function lanOps({ design }: Scene, clip: Clip, ids: Ids, by: Point): Op[] {
  const taken = new Set(design.lans.map(({ name }) => name));
  let hasDmz = design.lans.some(({ isDmz }) => isDmz);
  return clip.lans.map(({ id, name, isDmz }) => {
    const box = clip.boxes[id] ?? { x: 0, y: 0, width: 0, height: 0 };
    const becomesDmz = isDmz && !hasDmz;
    hasDmz ||= becomesDmz;
    return { op: 'add_lan', id: ids.of(id), name: named(taken, name), isDmz: becomesDmz, x: box.x + by.x, y: box.y + by.y, width: box.width, height: box.height };
  });
}

/** Seats of those that come into LANs which stand already, by decky, and what must give way. */
function seatsIn({ laidOut }: Scene, clip: Clip, ids: Ids, by: Point | null): { seats: Map<string, Point>; lans: Record<string, Box> } {
  const seats = new Map<string, Point>();
  let lans: Record<string, Box> = {};
  const arrivals = clip.deckies.filter(({ id }) => ids.isThere(ids.homes.get(id) ?? ''));
  for (const lanId of new Set(arrivals.map(({ id }) => ids.homes.get(id)!))) {
    const coming = arrivals.filter(({ id }) => ids.homes.get(id) === lanId);
    const wanted = coming.map(({ id }) => { const box = clip.boxes[id]; return by === null || box === undefined ? null : seatAt(laidOut, lanId, { x: box.x + by.x, y: box.y + by.y }); });
    const found = seated(laidOut, lanId, wanted);
    coming.forEach(({ id }, index) => seats.set(id, found.seats[index]!));
    lans = { ...lans, ...found.lans };
  }
  return { seats, lans };
}

function deckyOps({ design }: Scene, clip: Clip, ids: Ids, seats: ReadonlyMap<string, Point>, lans: readonly Op[]): Op[] {
  const taken = new Set(design.deckies.map(({ name }) => name));
  const isDmz = new Set([...design.lans.filter((lan) => lan.isDmz).map(({ id }) => id), ...lans.flatMap((op) => (op.op === 'add_lan' && op.isDmz && op.id !== undefined ? [op.id] : []))]);
  return clip.deckies.map(({ id, name, archetype, services, serviceConfig, isGateway, forwardsL3 }) => {
    const home = ids.homes.get(id)!;
    const lanId = ids.isThere(home) ? home : ids.of(home);
    const [card, lan] = [clip.boxes[id], clip.boxes[home]];
    const seat = seats.get(id) ?? (card === undefined || lan === undefined ? { x: null, y: null } : { x: card.x - lan.x, y: card.y - lan.y });
    return { op: 'add_decky', id: ids.of(id), name: named(taken, name), lan: lanId, archetype, services, serviceConfig, forwardsL3, isGateway: isGateway && isDmz.has(lanId), x: seat.x, y: seat.y };
  });
}

function edgeOps({ design }: Scene, clip: Clip, ids: Ids): Op[] {
  const copied = new Set(clip.lans.map(({ id }) => id));
  const there = new Set(design.lans.map(({ id }) => id));
  return clip.edges.flatMap(({ deckyId, lanId, isHome }): Op[] => {
    if (isHome || ids.homes.get(deckyId) === lanId || (!copied.has(lanId) && !there.has(lanId))) return [];
    return [{ op: 'attach_decky', decky: ids.of(deckyId), lan: copied.has(lanId) ? ids.of(lanId) : lanId }];
  });
}

/** Copies into this maze, with new names where they are taken and new addresses; attachments to LANs that this maze does not have are left out. */
export function pasteDeed(scene: Scene, clip: Clip, { verb, into, by }: PasteOptions): Deed | string {
  const { homes, homeless } = housing(scene, clip, into);
  if (homeless.length > 0) return `Select the LAN into which ${homeless.length === 1 ? homeless[0]!.name : counted(homeless.length, 'decky', 'deckies')} shall go, then paste.`;
  const fresh = new Map([...clip.lans, ...clip.deckies].map(({ id }) => [id, scene.context.newId()]));
  const copied = new Set(clip.lans.map(({ id }) => id));
  const ids: Ids = { of: (id) => fresh.get(id) ?? id, homes, isThere: (lanId) => !copied.has(lanId) };
  const boxes = clip.lans.flatMap(({ id }) => clip.boxes[id] ?? []);
  const bounds = boundsOf(boxes);
  const shift = by ?? (bounds === null ? { x: 0, y: 0 } : besideEverything(scene.laidOut, boxes, { x: 0, y: 0 }));
  const { seats, lans } = seatsIn(scene, clip, ids, by);
  const added = lanOps(scene, clip, ids, shift);
  const roots = clip.deckies.filter(({ id }) => !copied.has(homes.get(id)!));
  return {
    ops: [...added, ...deckyOps(scene, clip, ids, seats, added), ...edgeOps(scene, clip, ids)], label: labelOf(verb, clip), layout: { ...NOWHERE, lans },
    select: new Map([...clip.lans.map(({ id }): [string, 'lan'] => [ids.of(id), 'lan']), ...roots.map(({ id }): [string, 'decky'] => [ids.of(id), 'decky'])]),
  };
}

/** The outlines that copies would have. */
export function copyOutlines(clip: Clip, by: Point): Box[] {
  return [...clip.lans, ...clip.deckies].flatMap(({ id }) => { const box = clip.boxes[id]; return box === undefined ? [] : [{ ...CARD, ...box, x: box.x + by.x, y: box.y + by.y }]; });
}
