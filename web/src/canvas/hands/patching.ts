import type { Op } from '@decnet/domain';
import type { Deed } from './deed';
import type { Ref, Scene } from './hands';

export function gatewayDeed({ design }: Scene, deckyId: string, isGateway: boolean): Deed | null {
  const decky = design.deckies.find(({ id }) => id === deckyId);
  return decky === undefined ? null : { ops: [{ op: 'update_decky', decky: deckyId, patch: { isGateway } }], label: isGateway ? `Publish ${decky.name} on the host` : `Publish ${decky.name} no longer` };
}

/** The decky lives from now on where this attachment is. */
export function homeDeed({ design }: Scene, edgeId: string): Deed | null {
  const edge = design.edges.find(({ id }) => id === edgeId);
  const decky = design.deckies.find(({ id }) => id === edge?.deckyId);
  const lan = design.lans.find(({ id }) => id === edge?.lanId);
  if (edge === undefined || decky === undefined || lan === undefined) return null;
  return { ops: [{ op: 'update_edge', decky: decky.id, lan: lan.id, patch: { isHome: true } }], label: `Make ${lan.name} the home of ${decky.name}` };
}

/** @returns null when that is its name already */
export function renameDeed({ design }: Scene, { kind, id }: Ref, name: string): Deed | null {
  const row = (kind === 'lan' ? design.lans : design.deckies).find((one) => one.id === id);
  if (row === undefined || row.name === name) return null;
  const op: Op = kind === 'lan' ? { op: 'update_lan', lan: id, patch: { name } } : { op: 'update_decky', decky: id, patch: { name } };
  return { ops: [op], label: `Rename ${row.name} to ${name}` };
}
