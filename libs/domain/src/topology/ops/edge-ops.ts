import { nextIp } from '../../allocation/index.js';
import { DomainError, invalidRequest } from '../../errors.js';
import type { Edge } from '../types.js';
import type { Draft } from './draft.js';
import type { Outcome } from './lan-ops.js';
import type { AttachDeckyOp, DetachDeckyOp, Op, OpContext, UpdateEdgeOp } from './types.js';

export function attachDecky(draft: Draft, op: AttachDeckyOp, context: OpContext): Outcome {
  const decky = draft.decky(op.decky);
  const lan = draft.lan(op.lan);
  if (draft.edge(decky, lan)) throw invalidRequest([{ path: 'lan', message: `${decky.name} stands in ${lan.name} already` }]);
  const home = draft.edgesOf(decky.id).find(({ isHome }) => isHome);
  const ip = op.ip ?? nextIp(lan.subnet, draft.addressesIn(lan.id));
  // Whoever stands somewhere has a home, so a first edge is one, whatever the op says.
  const isHome = op.isHome === true || !home;
  const edge: Edge = { id: op.id ?? context.newId(), deckyId: decky.id, lanId: lan.id, ip, isHome };
  const inverse: Op[] = [{ op: 'detach_decky', decky: decky.id, lan: lan.id }];
  if (home && isHome) {
    draft.updateEdge(home, { ...home, isHome: false });
    inverse.unshift({ op: 'update_edge', decky: decky.id, lan: home.lanId, patch: { isHome: true } });
  }
  draft.addEdge(edge);
  return { resolved: { op: 'attach_decky', id: edge.id, decky: decky.id, lan: lan.id, ip, isHome }, inverse };
}

export function updateEdge(draft: Draft, op: UpdateEdgeOp): Outcome {
  const decky = draft.decky(op.decky);
  const lan = draft.lan(op.lan);
  let edge = demandEdge(draft.edge(decky, lan), decky.name, lan.name);
  const { ip, isHome } = op.patch;
  if (isHome === false && edge.isHome) {
    throw invalidRequest([{ path: 'patch.isHome', message: 'a decky has exactly one home: make another LAN its home instead' }]);
  }
  const inverse: Op[] = [];
  const resolved: UpdateEdgeOp = { op: 'update_edge', decky: decky.id, lan: lan.id, patch: {} };
  if (ip !== undefined && ip !== edge.ip) {
    const readdressed = { ...edge, ip };
    draft.updateEdge(edge, readdressed);
    inverse.push({ op: 'update_edge', decky: decky.id, lan: lan.id, patch: { ip: edge.ip } });
    resolved.patch.ip = ip;
    edge = readdressed;
  }
  if (isHome === true && !edge.isHome) {
    const old = draft.moveHome(edge);
    if (old) inverse.push({ op: 'update_edge', decky: decky.id, lan: old.lanId, patch: { isHome: true } });
    resolved.patch.isHome = true;
  }
  return { resolved, inverse };
}

export function detachDecky(draft: Draft, op: DetachDeckyOp): Outcome {
  const decky = draft.decky(op.decky);
  const lan = draft.lan(op.lan);
  const edge = demandEdge(draft.edge(decky, lan), decky.name, lan.name);
  draft.removeEdge(edge);
  draft.rehome(decky.id);
  const inverse: Op[] = [{ op: 'attach_decky', id: edge.id, decky: decky.id, lan: lan.id, ip: edge.ip, isHome: edge.isHome }];
  return { resolved: { op: 'detach_decky', decky: decky.id, lan: lan.id }, inverse };
}

function demandEdge(edge: Edge | undefined, decky: string, lan: string): Edge {
  if (!edge) throw new DomainError('NOT_FOUND', `${decky} does not stand in ${lan}`, { decky, lan });
  return edge;
}
