import type { Random } from '../handler.js';
import { pick } from './derive.js';

/** Words that would tell an intruder where he is. */
const TELLTALE = /deck(y|ies)|decoy|honey|trap|maze|decnet|fake|bait/;
const MAX_LABEL = 63;

const STEMS: Readonly<Record<string, readonly string[]>> = {
  'web-server': ['web', 'www', 'front', 'portal'],
  'database-server': ['db', 'sql', 'pg', 'data'],
  'mail-server': ['mail', 'mx', 'smtp'],
  'file-server': ['files', 'nas', 'share', 'backup'],
  'devops-host': ['ci', 'build', 'runner', 'deploy'],
  'monitoring-node': ['mon', 'metrics', 'logs'],
};
const GENERAL = ['srv', 'app', 'node', 'host', 'vm'];

/** The decky's own name where that could be a machine's name; else one that fits what it is. */
export function hostName(name: string, archetype: string, random: Random): string {
  const label = name.toLowerCase().replace(/[^a-z0-9-]+/g, '-').replace(/^-+|-+$/g, '').slice(0, MAX_LABEL).replace(/-+$/, '');
  if (/^[a-z]/.test(label) && !TELLTALE.test(label) && !TELLTALE.test(name.toLowerCase())) return label;
  const number = String(1 + random.int(24)).padStart(2, '0');
  return `${pick(random, STEMS[archetype] ?? GENERAL)}${pick(random, ['', '-'])}${number}`;
}
