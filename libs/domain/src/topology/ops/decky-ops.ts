import { nextIp } from '../../allocation/index.js';
import { archetypeBySlug, DEFAULT_ARCHETYPE } from '../../catalog/index.js';
import { invalidRequest } from '../../errors.js';
import type { Decky, Edge, ServiceConfig } from '../types.js';
import type { Draft } from './draft.js';
import { freeName } from './free-name.js';
import type { Outcome } from './lan-ops.js';
import { changedFields } from './patch.js';
import type { AddDeckyOp, DeckyPatch, Op, OpContext, RemoveDeckyOp, UpdateDeckyOp } from './types.js';

export function addDecky(draft: Draft, op: AddDeckyOp, context: OpContext): Outcome {
  const lan = op.lan === null ? null : draft.lan(op.lan);
  const archetype = op.archetype ?? DEFAULT_ARCHETYPE;
  const decky: Decky = {
    id: op.id ?? context.newId(),
    name: op.name ?? freeName('decky-', 3, draft.maze.deckies),
    archetype,
    services: op.services ?? [...(archetypeBySlug(archetype)?.services ?? [])],
    serviceConfig: op.serviceConfig ?? {},
    isGateway: op.isGateway ?? false,
    forwardsL3: op.forwardsL3 ?? false,
    x: op.x ?? null,
    y: op.y ?? null,
  };
  draft.addDecky(decky);
  const resolved: AddDeckyOp = { op: 'add_decky', ...decky, lan: lan?.id ?? null };
  if (lan) {
    const edge: Edge = { id: op.edgeId ?? context.newId(), deckyId: decky.id, lanId: lan.id, ip: op.ip ?? nextIp(lan.subnet, draft.addressesIn(lan.id)), isHome: true };
    draft.addEdge(edge);
    Object.assign(resolved, { ip: edge.ip, edgeId: edge.id });
  }
  return { resolved, inverse: [{ op: 'remove_decky', decky: decky.id }] };
}

export function removeDecky(draft: Draft, op: RemoveDeckyOp): Outcome {
  const decky = draft.decky(op.decky);
  const edges = draft.edgesOf(decky.id);
  const home = edges.find(({ isHome }) => isHome);
  const inverse: Op[] = [{ op: 'add_decky', ...decky, lan: home?.lanId ?? null, ...(home && { ip: home.ip, edgeId: home.id }) }];
  for (const edge of edges) {
    if (edge !== home) inverse.push({ op: 'attach_decky', id: edge.id, decky: decky.id, lan: edge.lanId, ip: edge.ip, isHome: false });
    draft.removeEdge(edge);
  }
  draft.removeDecky(decky);
  return { resolved: { op: 'remove_decky', decky: decky.id }, inverse };
}

export function updateDecky(draft: Draft, op: UpdateDeckyOp): Outcome {
  const before = draft.decky(op.decky);
  const { homeLan, ip, ...fields } = op.patch;
  const { patch, undo } = changedFields<Decky, DeckyPatch>(before, withConfigOf(before, fields));
  const inverse: Op[] = [];
  if (Object.keys(patch).length > 0) {
    draft.updateDecky(before, { ...before, ...(patch as Partial<Decky>) });
    inverse.push({ op: 'update_decky', decky: before.id, patch: undo });
  }
  const resolved: UpdateDeckyOp = { op: 'update_decky', decky: before.id, patch };
  if (homeLan !== undefined || ip !== undefined) {
    const placed = changeHome(draft, before, homeLan, ip);
    Object.assign(resolved.patch, placed.patch);
    inverse.push(...placed.inverse);
  }
  return { resolved, inverse };
}

/** Configuration of a service that goes, goes along, unless the patch says otherwise. */
function withConfigOf(before: Decky, patch: DeckyPatch): DeckyPatch {
  const { services, serviceConfig } = patch;
  if (!services || serviceConfig) return patch;
  const kept: Record<string, ServiceConfig> = {};
  for (const [slug, config] of Object.entries(before.serviceConfig)) if (services.includes(slug)) kept[slug] = config;
  return { ...patch, serviceConfig: kept };
}

interface Placed {
  patch: DeckyPatch;
  inverse: Op[];
}

function changeHome(draft: Draft, decky: Decky, homeLan: string | undefined, ip: string | undefined): Placed {
  const home = draft.edgesOf(decky.id).find(({ isHome }) => isHome);
  if (!home) throw invalidRequest([{ path: homeLan === undefined ? 'patch.ip' : 'patch.homeLan', message: `${decky.name} stands nowhere: attach it first` }]);
  const lan = homeLan === undefined ? draft.lan(home.lanId) : draft.lan(homeLan);
  const standing = draft.edge(decky, lan);
  if (!standing) {
    const moved: Edge = { ...home, lanId: lan.id, ip: ip ?? nextIp(lan.subnet, draft.addressesIn(lan.id)) };
    draft.updateEdge(home, moved);
    return { patch: { homeLan: lan.id, ip: moved.ip }, inverse: [{ op: 'update_decky', decky: decky.id, patch: { homeLan: home.lanId, ip: home.ip } }] };
  }
  return settleIn(draft, home, standing, ip);
}

/** The decky stands in its new home already: only the mark moves, and the address when one is named. */
function settleIn(draft: Draft, home: Edge, standing: Edge, ip: string | undefined): Placed {
  const inverse: Op[] = [];
  let edge = standing;
  if (ip !== undefined && ip !== edge.ip) {
    const readdressed = { ...edge, ip };
    draft.updateEdge(edge, readdressed);
    inverse.push({ op: 'update_edge', decky: edge.deckyId, lan: edge.lanId, patch: { ip: edge.ip } });
    edge = readdressed;
  }
  if (!edge.isHome) {
    draft.moveHome(edge);
    inverse.push({ op: 'update_edge', decky: edge.deckyId, lan: home.lanId, patch: { isHome: true } });
  }
  return { patch: { homeLan: edge.lanId, ip: edge.ip }, inverse };
}
