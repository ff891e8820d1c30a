import type { ArchetypeDefinition, ConfigField, ServiceDefinition, ServicePort } from '@decnet/domain';
import { opSchemas } from './op-schemas.js';
import type { SchemaObject, SchemaOrReference, Schemas } from './schema-types.js';

type Properties<T> = { [F in keyof T]-?: SchemaOrReference };

const text: SchemaObject = { type: 'string' };
const texts: SchemaObject = { type: 'array', items: text };
const number: SchemaObject = { type: 'number' };
const open: SchemaObject = { type: 'object', additionalProperties: true };
const mapOf = (name: string): SchemaObject => ({ type: 'object', additionalProperties: { $ref: `#/components/schemas/${name}` } });
const listOf = (name: string): SchemaObject => ({ type: 'array', items: { $ref: `#/components/schemas/${name}` } });

function closed<T>(properties: Properties<T>, required: readonly (keyof T & string)[]): SchemaObject {
  return { type: 'object', required: [...required], properties };
}

const configField = closed<ConfigField>({
  name: text, label: text, help: text,
  type: { type: 'string', enum: ['string', 'integer', 'boolean', 'enum', 'string[]'] },
  default: { description: 'What holds when nothing is set.', oneOf: [text, number, { type: 'boolean' }, texts] },
  secret: { type: 'boolean' }, min: number, max: number, options: texts, pattern: text,
}, ['name', 'label', 'help', 'type']);

const servicePort = closed<ServicePort>({ port: number, protocol: { type: 'string', enum: ['tcp', 'udp'] } }, ['port', 'protocol']);

const service = closed<ServiceDefinition>(
  { slug: text, displayName: text, description: text, ports: listOf('ServicePort'), config: listOf('ConfigField') },
  ['slug', 'displayName', 'description', 'ports', 'config'],
);

const archetype = closed<ArchetypeDefinition>(
  { slug: text, displayName: text, description: text, os: { type: 'string', enum: ['linux', 'windows', 'appliance'] }, services: texts },
  ['slug', 'displayName', 'description', 'os', 'services'],
);

/** Schemas of what is an interface or a union in the domain, where the compiler's plugin sees nothing. */
export function explicitSchemas(): Schemas {
  return { ...opSchemas(), ConfigField: configField, ServicePort: servicePort, ServiceDefinition: service, ArchetypeDefinition: archetype };
}

/** Properties that the plugin leaves vague, by `Class.property`. */
export const EXPLICIT_PROPERTIES: Readonly<Record<string, SchemaOrReference>> = {
  'EditsRequest.ops': { ...listOf('Op'), minItems: 1, maxItems: 5_000, description: 'Applied in order, all or nothing.' },
  'EditsResponse.resolved': { ...listOf('Op'), description: 'The ops as applied, with every choice filled in.' },
  'EditsResponse.inverse': { ...listOf('Op'), description: 'Applied in this order, takes the edit back.' },
  'EnqueueMutationsRequest.ops': { ...listOf('Op'), minItems: 1, maxItems: 1_000, description: 'Each a mutation of its own, worked on in this order.' },
  'MutationResponse.payload': { $ref: '#/components/schemas/Op' },
  'MutationResponse.resolvedOp': {
    oneOf: [{ $ref: '#/components/schemas/Op' }], nullable: true, description: 'With every choice filled in; null until its turn has come.',
  },
  'ServiceCatalogResponse.data': listOf('ServiceDefinition'),
  'ArchetypeCatalogResponse.data': listOf('ArchetypeDefinition'),
  'LayoutRequest.lans': { ...mapOf('LanBox'), description: 'By LAN id.' },
  'LayoutRequest.deckies': { ...mapOf('DeckyPosition'), description: 'By decky id; relative to the home LAN.' },
  'HealthReport.checks': mapOf('CheckReport'),
  'MazeDocument.lans': { type: 'array', items: open },
  'MazeDocument.deckies': { type: 'array', items: open, nullable: true },
  'MazeDocument.edges': { type: 'array', items: open, nullable: true },
};
