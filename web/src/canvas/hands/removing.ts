import type { Op } from '@decnet/domain';
import type { Selected } from '../live/store';
import { carryOut, counted, listed, type Deed } from './deed';
import { sceneOf, tell, type Hands, type Scene } from './hands';

function labelOf({ design }: Scene, lans: readonly string[], deckies: readonly string[], links: number): string {
  const only = lans.length + deckies.length + links === 1 ? [...design.lans, ...design.deckies].find(({ id }) => id === lans[0] || id === deckies[0]) : undefined;
  if (only !== undefined) return `Delete ${only.name}`;
  return `Delete ${listed([
    ...(lans.length > 0 ? [counted(lans.length, 'LAN')] : []), ...(deckies.length > 0 ? [counted(deckies.length, 'decky', 'deckies')] : []),
    ...(links > 0 ? [counted(links, 'attachment')] : []),
  ])}`;
}

/** Deckies that would stand nowhere without these LANs. */
export function strandedBy({ design }: Scene, lanIds: ReadonlySet<string>): string[] {
  const elsewhere = new Set(design.edges.filter(({ lanId }) => !lanIds.has(lanId)).map(({ deckyId }) => deckyId));
  return [...new Set(design.edges.filter(({ lanId, deckyId }) => lanIds.has(lanId) && !elsewhere.has(deckyId)).map(({ deckyId }) => deckyId))];
}

/** Removes what is selected: attachments first, LANs last, each only once. */
export function removalDeed(scene: Scene, selected: Selected): Deed | null {
  const { design } = scene;
  const lans = design.lans.filter(({ id }) => selected.has(id)).map(({ id }) => id);
  const deckies = design.deckies.filter(({ id }) => selected.has(id)).map(({ id }) => id);
  const links = design.edges.filter(({ id, deckyId, lanId }) => selected.has(id) && !selected.has(deckyId) && !selected.has(lanId));
  const ops: Op[] = [
    ...links.map(({ deckyId, lanId }): Op => ({ op: 'detach_decky', decky: deckyId, lan: lanId })),
    ...deckies.map((decky): Op => ({ op: 'remove_decky', decky })),
    ...lans.map((lan): Op => ({ op: 'remove_lan', lan })),
  ];
  return ops.length === 0 ? null : { ops, label: labelOf(scene, lans, deckies, links.length), select: new Map(), about: lans[0] };
}

/** Deletes what is selected; when deckies live only in a LAN that goes, it says so there and offers to take them along. */
export function removeSelected(hands: Hands, selected: Selected = hands.page.getState().selected): void {
  const scene = sceneOf(hands);
  const lanIds = new Set([...selected.keys()].filter((id) => scene?.design.lans.some((lan) => lan.id === id)));
  const stranded = scene === null ? [] : strandedBy(scene, lanIds).filter((id) => !selected.has(id));
  if (scene === null || stranded.length === 0) {
    carryOut(hands, (now) => removalDeed(now, selected));
    return;
  }
  const lan = scene.design.lans.find(({ id }) => lanIds.has(id) && scene.design.edges.some((edge) => edge.lanId === id && stranded.includes(edge.deckyId)));
  const many = counted(stranded.length, 'decky', 'deckies');
  const whole: Selected = new Map([...selected, ...stranded.map((id): [string, 'decky'] => [id, 'decky'])]);
  tell(hands, `${many} ${stranded.length === 1 ? 'lives' : 'live'} only here. Move ${stranded.length === 1 ? 'it' : 'them'} to another LAN first, or delete ${stranded.length === 1 ? 'it' : 'them'}, too.`, {
    lanId: lan?.id, action: { label: `Delete with ${many}`, run: () => removeSelected(hands, whole) },
  });
}
