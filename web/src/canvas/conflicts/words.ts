import { serviceBySlug, type ServiceConfig } from '@decnet/domain';
import { sameValue } from '../editing/touches';
import type { Conflict } from '../editing';

const FIELDS: Readonly<Record<string, string>> = {
  name: 'name', subnet: 'subnet', isDmz: 'DMZ', archetype: 'archetype', services: 'services', serviceConfig: 'service settings',
  isGateway: 'published on the host', forwardsL3: 'routing', ip: 'address', isHome: 'home', lanId: 'LAN', deckyId: 'decky',
};

/** What a field is called. */
export function fieldWord(field: string): string {
  return FIELDS[field] ?? field;
}

type Configs = Readonly<Record<string, ServiceConfig>>;

/** Settings that are not as they were. Secrets, and what no schema describes, are only said to be others. */
function settingsWord(value: Configs, base: Configs): string {
  const services = [...new Set([...Object.keys(value), ...Object.keys(base)])];
  const lines = services.flatMap((service) => {
    const [now, before] = [value[service] ?? {}, base[service] ?? {}];
    return [...new Set([...Object.keys(now), ...Object.keys(before)])].filter((name) => !sameValue(now[name], before[name])).map((name) => {
      const field = serviceBySlug(service)?.config.find((one) => one.name === name);
      const open = field !== undefined && !field.secret;
      const said = now[name] === undefined ? 'not set' : open ? String(now[name]) : 'another value';
      return `${service} ${(field?.label ?? name).toLowerCase()}: ${said}`;
    });
  });
  return lines.length === 0 ? 'as before' : lines.join(', ');
}

/** One value as people read it. @param nameOf names of LANs and deckies by id */
export function valueWord(field: string, value: unknown, base: unknown, nameOf: (id: string) => string): string {
  if (field === 'serviceConfig') return settingsWord((value ?? {}) as Configs, (base ?? {}) as Configs);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value === null || value === undefined) return 'none';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value as string | number);
  return field === 'lanId' || field === 'deckyId' ? nameOf(text) : text;
}

/** The question, in a sentence: who did what, and what the user was about to do. */
export function questionOf({ kind, by, label, node, field }: Conflict): string {
  const who = by ?? 'Somebody else';
  if (kind === 'gone') return `${who} removed ${node.name}, which you need for: ${label}.`;
  if (kind === 'removal') return `${who} changed ${node.name} while you removed it.`;
  return `You and ${by ?? 'somebody else'} changed the ${fieldWord(field ?? '')} of ${node.name}.`;
}

/** What each decision does, on its button. */
export function choiceWords({ kind, node }: Pick<Conflict, 'kind' | 'node'>): { mine: string; theirs: string } {
  if (kind === 'gone') return { mine: `Restore ${node.name}`, theirs: 'Leave it removed' };
  if (kind === 'removal') return { mine: `Remove ${node.name}`, theirs: 'Keep it' };
  return { mine: 'Use mine', theirs: 'Use theirs' };
}
