import { ARCHETYPES } from './archetypes.js';
import { SERVICES } from './services.js';
import type { ArchetypeDefinition, ServiceDefinition } from './types.js';

export * from './types.js';
export * from './services.js';
export * from './archetypes.js';
export * from './config-check.js';

const services = new Map(SERVICES.map((service) => [service.slug, service]));
const archetypes = new Map(ARCHETYPES.map((archetype) => [archetype.slug, archetype]));

export function serviceBySlug(slug: string): ServiceDefinition | undefined {
  return services.get(slug);
}

export function archetypeBySlug(slug: string): ArchetypeDefinition | undefined {
  return archetypes.get(slug);
}
