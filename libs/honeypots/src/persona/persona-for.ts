import type { Random } from '../handler.js';
import type { Persona } from '../persona.js';
import { derive, pick, seededRandom } from './derive.js';
import { hostName } from './host-name.js';
import { RELEASES } from './releases.js';

export interface PersonaRequest {
  /** Secret of this install. */
  installSecret: string;
  /** Id of the maze, or `fleet`. */
  topologyId: string;
  /** What stays the same over redeploys: id of the decky in a maze, its name in the fleet. */
  decky: string;
  archetype: string;
  name: string;
  /** Milliseconds since the epoch; only the last reboot depends on it. */
  now?: number;
}

const DAY = 86_400_000;
const LOGINS = ['admin', 'deploy', 'backup', 'ops', 'dev', 'jenkins', 'ansible', 'martin', 'anna', 'peter', 'sarah', 'thomas', 'julia', 'david', 'maria', 'alex'];
/** Vendors whose cards are found in servers and hypervisors. */
const MAC_PREFIXES = ['00:50:56', '52:54:00', '00:16:3e', '00:25:90', 'b8:ca:3a', '3c:fd:fe', 'a0:36:9f'];

/** Who a decky is. Every trait is drawn from a sequence of its own, so that a trait added later leaves the others as they were. */
export function personaFor({ installSecret, topologyId, decky, archetype, name, now = Date.now() }: PersonaRequest): Persona {
  const seed = derive(installSecret, 'persona', topologyId, decky).toString('hex');
  const trait = (label: string): Random => seededRandom(seed, label);
  const release = pick(trait('release'), RELEASES);
  const patch = pick(trait('patch'), release.patches);
  return {
    seed,
    hostname: hostName(name, archetype, trait('hostname')),
    archetype,
    os: {
      family: 'linux', id: release.id, version: release.version, codename: release.codename, distribution: release.distribution,
      kernel: patch.kernel, build: patch.build,
    },
    ssh: { banner: patch.sshBanner },
    http: { server: trait('http').int(3) === 0 ? patch.apache : patch.nginx, nginx: patch.nginx, apache: patch.apache },
    mac: hardwareAddress(trait('mac')),
    users: ['root', ...logins(trait('users'))],
    bootedAt: lastBoot(trait('boot'), now),
  };
}

/** Machines are rebooted for kernel patches every few weeks; between two reboots the answer is the same whenever it is asked. */
function lastBoot(random: Random, now: number): number {
  const period = (25 + random.int(70)) * DAY + random.int(DAY);
  return now - ((now + random.int(period)) % period);
}

function hardwareAddress(random: Random): string {
  const octet = (): string => random.int(256).toString(16).padStart(2, '0');
  return [pick(random, MAC_PREFIXES), octet(), octet(), octet()].join(':');
}

function logins(random: Random): string[] {
  const chosen = new Set<string>();
  for (let wanted = 1 + random.int(3); wanted > 0; wanted -= 1) chosen.add(pick(random, LOGINS));
  return [...chosen];
}
