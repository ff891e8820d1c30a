import type { DeckyPatch, EdgePatch, LanPatch, Op } from '@decnet/domain';
import type { SchemaObject, Schemas } from './schema-types.js';

type FieldsOf<T> = { [F in Exclude<keyof T, 'op'>]-?: SchemaObject };
/** Does not compile when an op, or a field of one, is missing here or unknown there. */
type OpFields = { [O in Op as O['op']]: { required: readonly Exclude<keyof O, 'op'>[]; fields: FieldsOf<O> } };

const id: SchemaObject = { type: 'string', format: 'uuid' };
const reference: SchemaObject = { type: 'string', minLength: 1, maxLength: 36, description: 'Id or name.' };
const name: SchemaObject = { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,30}$' };
const subnet: SchemaObject = { type: 'string', description: 'IPv4 CIDR, /16 to /29.' };
const ip: SchemaObject = { type: 'string', format: 'ipv4' };
const text: SchemaObject = { type: 'string' };
const flag: SchemaObject = { type: 'boolean' };
const position: SchemaObject = { type: 'number', nullable: true };
const services: SchemaObject = { type: 'array', items: { type: 'string' } };
const serviceConfig: SchemaObject = { type: 'object', description: 'By service.', additionalProperties: { type: 'object', additionalProperties: true } };

function patch(properties: Record<string, SchemaObject>): SchemaObject {
  return { type: 'object', additionalProperties: false, properties };
}
const lanPatch = patch({ name, subnet, isDmz: flag } satisfies FieldsOf<LanPatch>);
const edgePatch = patch({ ip, isHome: flag } satisfies FieldsOf<EdgePatch>);
const deckyPatch = patch({
  name, archetype: text, services, serviceConfig, isGateway: flag, forwardsL3: flag, homeLan: reference, ip,
} satisfies FieldsOf<DeckyPatch>);

const OPS: OpFields = {
  add_lan: { required: [], fields: { id, name, subnet, isDmz: flag, x: position, y: position, width: position, height: position } },
  update_lan: { required: ['lan', 'patch'], fields: { lan: reference, patch: lanPatch } },
  remove_lan: { required: ['lan'], fields: { lan: reference } },
  add_decky: {
    required: ['lan'],
    fields: {
      id, name, lan: reference, archetype: text, services, serviceConfig, isGateway: flag, forwardsL3: flag, ip, x: position, y: position, edgeId: id,
    },
  },
  update_decky: { required: ['decky', 'patch'], fields: { decky: reference, patch: deckyPatch } },
  remove_decky: { required: ['decky'], fields: { decky: reference } },
  attach_decky: { required: ['decky', 'lan'], fields: { id, decky: reference, lan: reference, ip, isHome: flag } },
  update_edge: { required: ['decky', 'lan', 'patch'], fields: { decky: reference, lan: reference, patch: edgePatch } },
  detach_decky: { required: ['decky', 'lan'], fields: { decky: reference, lan: reference } },
};

const schemaName = (op: string): string => `${op.split('_').map((part) => part[0]!.toUpperCase() + part.slice(1)).join('')}Op`;

/** One schema for each op, and `Op`, which is any of them. */
export function opSchemas(): Schemas {
  const each = Object.entries(OPS).map(([op, { required, fields }]) => {
    const properties = { op: { type: 'string', enum: [op] }, ...fields };
    return [schemaName(op), { type: 'object', required: ['op', ...required], additionalProperties: false, properties }] as const;
  });
  const mapping = Object.fromEntries(Object.keys(OPS).map((op) => [op, `#/components/schemas/${schemaName(op)}`]));
  const oneOf = Object.values(mapping).map(($ref) => ({ $ref }));
  return { ...Object.fromEntries(each), Op: { oneOf, discriminator: { propertyName: 'op', mapping } } } as Schemas;
}
