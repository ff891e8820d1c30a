import { type AddressSpan, nextSubnet, parseCidr } from '../../allocation/index.js';
import { DomainError } from '../../errors.js';
import type { Lan } from '../types.js';
import type { Draft } from './draft.js';
import { freeName } from './free-name.js';
import { changedFields } from './patch.js';
import type { AddLanOp, AttachDeckyOp, LanPatch, Op, OpContext, RemoveLanOp, UpdateLanOp } from './types.js';

/** The op with every choice filled in, and what takes it back. */
export interface Outcome {
  resolved: Op;
  inverse: Op[];
}

export function addLan(draft: Draft, op: AddLanOp, context: OpContext): Outcome {
  const lan: Lan = {
    id: op.id ?? context.newId(),
    name: op.name ?? freeName('lan-', 2, draft.maze.lans),
    subnet: op.subnet ?? nextSubnet(context.subnetBase, takenIn(draft, context)),
    isDmz: op.isDmz ?? false,
    x: op.x ?? null,
    y: op.y ?? null,
    width: op.width ?? null,
    height: op.height ?? null,
  };
  draft.addLan(lan);
  return { resolved: { op: 'add_lan', ...lan }, inverse: [{ op: 'remove_lan', lan: lan.id }] };
}

export function updateLan(draft: Draft, op: UpdateLanOp): Outcome {
  const before = draft.lan(op.lan);
  const { patch, undo } = changedFields<Lan, LanPatch>(before, op.patch);
  const resolved: Op = { op: 'update_lan', lan: before.id, patch };
  if (Object.keys(patch).length === 0) return { resolved, inverse: [] };
  draft.updateLan(before, { ...before, ...patch });
  return { resolved, inverse: [{ op: 'update_lan', lan: before.id, patch: undo }] };
}

/** Takes the edges along; a decky that would stand nowhere then forbids it. @throws DomainError LAN_IN_USE {deckies} */
export function removeLan(draft: Draft, op: RemoveLanOp): Outcome {
  const lan = draft.lan(op.lan);
  const edges = draft.maze.edges.filter(({ lanId }) => lanId === lan.id);
  const stranded = edges.filter(({ deckyId }) => draft.edgesOf(deckyId).length === 1).map(({ deckyId }) => draft.decky(deckyId).name);
  if (stranded.length > 0) {
    throw new DomainError('LAN_IN_USE', `${lan.name} is the only LAN of ${stranded.length} deckies: ${stranded.slice(0, 5).join(', ')}`, { deckies: stranded });
  }
  const inverse: Op[] = [{ op: 'add_lan', ...lan }];
  for (const edge of edges) {
    inverse.push({ op: 'attach_decky', id: edge.id, decky: edge.deckyId, lan: lan.id, ip: edge.ip, isHome: edge.isHome } satisfies AttachDeckyOp);
    draft.removeEdge(edge);
    draft.rehome(edge.deckyId);
  }
  draft.removeLan(lan);
  return { resolved: { op: 'remove_lan', lan: lan.id }, inverse };
}

/** What other mazes hold and what this one uses already, sorted by first. */
function takenIn({ maze }: Draft, { takenRanges }: OpContext): AddressSpan[] {
  const own = maze.lans.flatMap(({ subnet }): AddressSpan[] => {
    const cidr = parseCidr(subnet);
    return cidr ? [[cidr.first, cidr.last]] : [];
  });
  return [...takenRanges, ...own].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}
