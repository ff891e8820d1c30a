import { ARCHETYPES, type ArchetypeDefinition, DEFAULT_ARCHETYPE, serviceBySlug } from '../../catalog/index.js';
import { byCodeUnit } from '../maze-index.js';
import type { GeneratorParameters } from './parameters.js';
import type { Sfc32 } from './prng.js';

export interface Outfit { archetype: string; services: string[] }

/** How often a machine is met in an office, against the others; 1 when not listed. */
const WEIGHTS: ReadonlyMap<string, number> = new Map([
  ['linux-server', 6], ['windows-workstation', 6], ['web-server', 4], ['windows-server', 3], ['database-server', 3],
  ['file-server', 2], ['mail-server', 2], ['devops-host', 2], ['printer', 2], ['iot-device', 2],
]);
const GATEWAY_SERVICES = ['http', 'ssh'];

/** Chooses what deckies pretend to be and what they run. */
export class Outfitter {
  /** Archetypes by slug, each as often as its weight says. */
  private readonly urn: readonly ArchetypeDefinition[];

  constructor(private readonly parameters: GeneratorParameters, private readonly random: Sfc32) {
    this.urn = urnOf(parameters);
  }

  /** The decky in the DMZ: a server with a way in. */
  gateway(): Outfit {
    const { archetypes, services } = this.parameters;
    if (archetypes.length > 0 && !archetypes.includes(DEFAULT_ARCHETYPE)) return this.next();
    return { archetype: DEFAULT_ARCHETYPE, services: services.length > 0 ? [...services] : [...GATEWAY_SERVICES] };
  }

  next(): Outfit {
    const archetype = this.random.pick(this.urn);
    const { services, randomizeServices } = this.parameters;
    if (services.length > 0) return { archetype: archetype.slug, services: [...services] };
    return { archetype: archetype.slug, services: this.servicesOf(archetype, randomizeServices) };
  }

  /** The most typical one always, every other one by a coin; never two on one port. */
  private servicesOf({ services }: ArchetypeDefinition, some: boolean): string[] {
    const taken = new Set<string>();
    const chosen = services.filter((slug, index) => {
      const wanted = !some || index === 0 || this.random.chance(0.5);
      const ports = (serviceBySlug(slug)?.ports ?? []).map(({ port, protocol }) => `${port}/${protocol}`);
      if (!wanted || ports.length === 0 || ports.some((port) => taken.has(port))) return false;
      for (const port of ports) taken.add(port);
      return true;
    });
    return chosen.sort(byCodeUnit);
  }
}

function urnOf({ archetypes, services }: GeneratorParameters): ArchetypeDefinition[] {
  const sorted = [...ARCHETYPES].sort((a, b) => byCodeUnit(a.slug, b.slug));
  if (archetypes.length > 0) return sorted.filter(({ slug }) => archetypes.includes(slug));
  const busy = sorted.filter((archetype) => archetype.services.length > 0);
  // Of machines that run what was asked for, if there are any: no other looks real.
  const plausible = busy.filter((archetype) => services.every((slug) => archetype.services.includes(slug)));
  const chosen = plausible.length > 0 ? plausible : busy;
  return chosen.flatMap((archetype) => Array.from({ length: WEIGHTS.get(archetype.slug) ?? 1 }, () => archetype));
}
