import { archetypeBySlug } from '../../catalog/index.js';
import { type FieldError, invalidRequest } from '../../errors.js';
import { boolean, type Check, coordinate, ip, isRecord, name, nullOr, object, oneOf, reference, serviceConfigs, slugs, subnet, uuid } from './shapes.js';
import type { Op } from './types.js';

interface Field {
  check: Check;
  required?: true;
}
type Shape = Readonly<Record<string, Field>>;

const optional = (check: Check): Field => ({ check });
const required = (check: Check): Field => ({ check, required: true });

const archetype = oneOf((value) => archetypeBySlug(value) !== undefined, 'expected an archetype of the catalogue');
const position = { x: optional(nullOr(coordinate)), y: optional(nullOr(coordinate)) };
const traits = {
  name: optional(name), archetype: optional(archetype), services: optional(slugs), serviceConfig: optional(serviceConfigs),
  isGateway: optional(boolean), forwardsL3: optional(boolean), ip: optional(ip),
};

/** The op table: which fields each op takes. A patch is a closed list; ids are in none of them. */
const OPS: Readonly<Record<Op['op'], Shape>> = {
  add_lan: {
    id: optional(uuid), name: optional(name), subnet: optional(subnet), isDmz: optional(boolean), ...position,
    width: optional(nullOr(coordinate)), height: optional(nullOr(coordinate)),
  },
  update_lan: { lan: required(reference), patch: required(object({ name: optional(name), subnet: optional(subnet), isDmz: optional(boolean) })) },
  remove_lan: { lan: required(reference) },
  add_decky: { id: optional(uuid), lan: required(nullOr(reference)), edgeId: optional(uuid), ...traits, ...position },
  update_decky: { decky: required(reference), patch: required(object({ ...traits, homeLan: optional(reference) })) },
  remove_decky: { decky: required(reference) },
  attach_decky: { id: optional(uuid), decky: required(reference), lan: required(reference), ip: optional(ip), isHome: optional(boolean) },
  update_edge: { decky: required(reference), lan: required(reference), patch: required(object({ ip: optional(ip), isHome: optional(boolean) })) },
  detach_decky: { decky: required(reference), lan: required(reference) },
};

export const OP_NAMES = Object.keys(OPS) as readonly Op['op'][];

/**
 * An op as it came from outside.
 * @throws DomainError INVALID_REQUEST {errors: [{path, message}]}, paths relative to the op
 */
export function parseOp(input: unknown): Op {
  const errors = opErrors(input, '');
  if (errors.length > 0) throw invalidRequest(errors);
  return input as Op;
}

/** Several ops; paths begin with `ops.N.` @throws DomainError INVALID_REQUEST */
export function parseOps(input: unknown): Op[] {
  if (!Array.isArray(input)) throw invalidRequest([{ path: 'ops', message: 'expected a list of ops' }]);
  const errors = input.flatMap((op, index) => opErrors(op, `ops.${index}`));
  if (errors.length > 0) throw invalidRequest(errors);
  return input as Op[];
}

function opErrors(input: unknown, path: string): FieldError[] {
  if (!isRecord(input)) return [{ path: path || 'op', message: 'expected an op' }];
  const { op, ...fields } = input;
  if (typeof op !== 'string' || !Object.hasOwn(OPS, op)) return [{ path: path ? `${path}.op` : 'op', message: `expected one of ${OP_NAMES.join(', ')}` }];
  return object(OPS[op as Op['op']])(fields, path);
}
