import { DEFAULT_SUBNET_BASE, parseBase } from '../../allocation/subnets.js';
import { archetypeBySlug, serviceBySlug } from '../../catalog/index.js';
import { DomainError, type FieldError, invalidRequest } from '../../errors.js';
import { byCodeUnit } from '../maze-index.js';

/** What a maze is generated from: the same parameters and the same taken ranges give the same maze. */
export interface GeneratorParameters {
  /** Levels of LANs, the DMZ included. */
  depth: number;
  /** Every LAN has 1 to this many LANs below it. */
  branchingFactor: number;
  /** Deckies at home in every LAN but the DMZ, which has one; less than 1 counts as 1. */
  deckiesPerLanMin: number;
  deckiesPerLanMax: number;
  /** How likely a decky that joins two LANs also forwards between them. */
  bridgeForwardProbability: number;
  /** How likely a decky of a LAN joins another LAN that is neither above nor below it. */
  crossEdgeProbability: number;
  /** CIDR under which every LAN gets its /24. */
  subnetBase: string;
  /** What every decky runs, sorted; empty when it follows from its archetype. */
  services: string[];
  /** Whether a decky runs some of what its archetype is known for, or all of it. */
  randomizeServices: boolean;
  /** Archetypes to choose from, sorted; empty for all that run something. */
  archetypes: string[];
  /** Integer, 0..2^32-1. */
  seed: number;
}

interface Bound { type: 'integer' | 'number'; min: number; max: number; default?: number }
type NumberField = { [K in keyof GeneratorParameters]: GeneratorParameters[K] extends number ? K : never }[keyof GeneratorParameters];

/** Bounds of the numbers, and what they are unless given; the seed has to be given, because nothing here is random. */
export const GENERATOR_BOUNDS: Readonly<Record<NumberField, Bound>> = {
  depth: { type: 'integer', min: 1, max: 16, default: 3 },
  branchingFactor: { type: 'integer', min: 1, max: 8, default: 2 },
  deckiesPerLanMin: { type: 'integer', min: 0, max: 32, default: 1 },
  deckiesPerLanMax: { type: 'integer', min: 1, max: 32, default: 3 },
  bridgeForwardProbability: { type: 'number', min: 0, max: 1, default: 1 },
  crossEdgeProbability: { type: 'number', min: 0, max: 1, default: 0 },
  seed: { type: 'integer', min: 0, max: 2 ** 32 - 1 },
};
const NUMBER_FIELDS = Object.keys(GENERATOR_BOUNDS) as NumberField[];
const OTHER_FIELDS = ['subnetBase', 'services', 'randomizeServices', 'archetypes'] as const;
const FIELDS: ReadonlySet<string> = new Set([...NUMBER_FIELDS, ...OTHER_FIELDS]);

/**
 * Checked parameters with every default filled in. A field that is undefined counts as left out.
 * @throws DomainError INVALID_REQUEST naming every bad field
 */
export function generatorParameters(input: Readonly<Record<string, unknown>>): GeneratorParameters {
  const errors: FieldError[] = [];
  for (const path of Object.keys(input)) if (!FIELDS.has(path)) errors.push({ path, message: 'is no parameter of the generator' });
  const numbers = Object.fromEntries(NUMBER_FIELDS.map((field) => [field, numberOf(input, field, errors)])) as Record<NumberField, number>;
  const services = slugsOf(input, 'services', (slug) => serviceBySlug(slug) !== undefined, errors);
  const archetypes = slugsOf(input, 'archetypes', (slug) => archetypeBySlug(slug) !== undefined, errors);
  const subnetBase = baseOf(input['subnetBase'], errors);
  const randomizeServices = input['randomizeServices'] ?? services.length === 0;
  if (typeof randomizeServices !== 'boolean') errors.push({ path: 'randomizeServices', message: 'expected true or false' });
  if (numbers.deckiesPerLanMin > numbers.deckiesPerLanMax) errors.push({ path: 'deckiesPerLanMin', message: 'must not exceed deckiesPerLanMax' });
  if (portsMeet(services)) errors.push({ path: 'services', message: 'two of them listen on the same port' });
  if (errors.length > 0) throw invalidRequest(errors);
  return { ...numbers, subnetBase, services, randomizeServices: randomizeServices === true && services.length === 0, archetypes };
}

function numberOf(input: Readonly<Record<string, unknown>>, field: NumberField, errors: FieldError[]): number {
  const { type, min, max, default: otherwise } = GENERATOR_BOUNDS[field];
  const value = input[field] ?? otherwise;
  const fits = typeof value === 'number' && value >= min && value <= max && (type === 'number' || Number.isInteger(value));
  if (fits) return value;
  errors.push({ path: field, message: `expected ${type === 'integer' ? 'an integer' : 'a number'} from ${min} to ${max}` });
  return NaN;
}

function slugsOf(input: Readonly<Record<string, unknown>>, path: string, exists: (slug: string) => boolean, errors: FieldError[]): string[] {
  const value = input[path] ?? [];
  if (!Array.isArray(value)) {
    errors.push({ path, message: 'expected a list' });
    return [];
  }
  const slugs = new Set<string>();
  Array.from<unknown>(value).forEach((slug, index) => {
    if (typeof slug !== 'string' || !exists(slug)) errors.push({ path: `${path}.${index}`, message: 'is not in the catalogue' });
    else slugs.add(slug);
  });
  return [...slugs].sort(byCodeUnit);
}

/** A prefix such as `172.20` is kept as it was given: it says the same. */
function baseOf(value: unknown, errors: FieldError[]): string {
  if (value === undefined || value === null) return DEFAULT_SUBNET_BASE;
  if (typeof value !== 'string') {
    errors.push({ path: 'subnetBase', message: 'expected a CIDR' });
    return DEFAULT_SUBNET_BASE;
  }
  try {
    parseBase(value, 'subnetBase');
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    errors.push(...(error.details['errors'] as FieldError[]));
  }
  return value;
}

function portsMeet(services: readonly string[]): boolean {
  const ports = services.flatMap((slug) => serviceBySlug(slug)?.ports ?? []).map(({ port, protocol }) => `${port}/${protocol}`);
  return new Set(ports).size < ports.length;
}
