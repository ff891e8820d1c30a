import { archetypeBySlug, serviceBySlug, type Op } from '@decnet/domain';
import { CARD, EMPTY_LAN, type Point } from '../layout/geometry';
import type { Deed } from './deed';
import { counted, NOWHERE } from './deed';
import type { Scene } from './hands';
import { freePlace, seatAt, seated } from './places';

/** What the palette holds. */
export type Item =
  | { kind: 'lan'; isDmz: boolean }
  | { kind: 'decky'; archetype: string }
  | { kind: 'service'; service: string };

export function titleOf(item: Item): string {
  if (item.kind === 'lan') return item.isDmz ? 'DMZ' : 'LAN';
  return item.kind === 'decky' ? archetypeBySlug(item.archetype)?.displayName ?? item.archetype : serviceBySlug(item.service)?.displayName ?? item.service;
}

/** A new LAN with its corner there, or as near as there is room. */
export function lanDeed({ design, context, laidOut }: Scene, isDmz: boolean, corner: Point): Deed | string {
  const { x, y } = freePlace(laidOut, { ...corner, ...EMPTY_LAN });
  const former = isDmz ? design.lans.find((lan) => lan.isDmz) : undefined;
  if (former !== undefined) return `${former.name} is the DMZ already: a maze has one.`;
  const id = context.newId();
  const op: Op = { op: 'add_lan', id, isDmz, x: Math.round(x), y: Math.round(y), ...EMPTY_LAN, ...(isDmz && !design.lans.some(({ name }) => name === 'dmz') && { name: 'dmz' }) };
  return { ops: [op], label: isDmz ? 'Add the DMZ' : 'Add a LAN', select: new Map([[id, 'lan']]) };
}

/** A new decky in a LAN; with its middle at this place of the canvas, if that is free. */
export function deckyDeed({ laidOut, context, design }: Scene, archetype: string, lanId: string, at: Point | null): Deed {
  const id = context.newId();
  const want = at === null ? null : seatAt(laidOut, lanId, { x: at.x - CARD.width / 2, y: at.y - CARD.height / 2 });
  const { seats, lans } = seated(laidOut, lanId, [want]);
  const lan = design.lans.find((one) => one.id === lanId);
  return {
    ops: [{ op: 'add_decky', id, lan: lanId, archetype, ...seats[0] }], label: `Add a ${titleOf({ kind: 'decky', archetype }).toLowerCase()} to ${lan?.name ?? 'the LAN'}`,
    layout: { ...NOWHERE, lans }, select: new Map([[id, 'decky']]), about: lanId,
  };
}

/** Several of a kind at once. */
export function manyDeed({ laidOut, context, design }: Scene, archetype: string, lanId: string, count: number): Deed {
  const { seats, lans } = seated(laidOut, lanId, Array.from({ length: count }, () => null));
  const ids = seats.map(() => context.newId());
  const lan = design.lans.find((one) => one.id === lanId);
  return {
    ops: seats.map((seat, index) => ({ op: 'add_decky', id: ids[index]!, lan: lanId, archetype, ...seat })),
    label: `Add ${counted(count, 'decky', 'deckies')} to ${lan?.name ?? 'the LAN'}`,
    layout: { ...NOWHERE, lans }, select: new Map(ids.map((id) => [id, 'decky'])), about: lanId,
  };
}

/** A service more, or one less, on each of these deckies that lacks or has it. */
export function serviceDeed({ design }: Scene, service: string, deckyIds: ReadonlySet<string>, wanted: boolean): Deed | string {
  const title = titleOf({ kind: 'service', service });
  const deckies = design.deckies.filter(({ id }) => deckyIds.has(id));
  const others = deckies.filter(({ services }) => services.includes(service) !== wanted);
  if (others.length === 0) return deckies.length === 1 ? `${deckies[0]!.name} ${wanted ? `runs ${title} already` : `does not run ${title}`}.` : `${wanted ? 'All of them run' : 'None of them runs'} ${title}${wanted ? ' already' : ''}.`;
  const where = others.length === 1 ? others[0]!.name : counted(others.length, 'decky', 'deckies');
  return {
    ops: others.map(({ id, services }) => ({ op: 'update_decky', decky: id, patch: { services: wanted ? [...services, service] : services.filter((one) => one !== service) } })),
    label: `${wanted ? `Add ${title} to` : `Remove ${title} from`} ${where}`,
  };
}

export function forwardingDeed({ design }: Scene, deckyIds: ReadonlySet<string>, forwardsL3: boolean): Deed | null {
  const others = design.deckies.filter((decky) => deckyIds.has(decky.id) && decky.forwardsL3 !== forwardsL3);
  if (others.length === 0) return null;
  const who = others.length === 1 ? others[0]!.name : counted(others.length, 'decky', 'deckies');
  return { ops: others.map(({ id }) => ({ op: 'update_decky', decky: id, patch: { forwardsL3 } })), label: forwardsL3 ? `Let ${who} route` : `Let ${who} route no longer` };
}

export function connectDeed({ design }: Scene, deckyId: string, lanId: string): Deed {
  const name = (rows: readonly { id: string; name: string }[], id: string): string => rows.find((row) => row.id === id)?.name ?? '';
  return { ops: [{ op: 'attach_decky', decky: deckyId, lan: lanId }], label: `Connect ${name(design.deckies, deckyId)} to ${name(design.lans, lanId)}` };
}
