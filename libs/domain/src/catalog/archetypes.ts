import type { ArchetypeDefinition } from './types.js';

/** Machines that a decky can pretend to be. `services` names what such a machine is known to run, of what the catalogue has. */
export const ARCHETYPES: readonly ArchetypeDefinition[] = [
  { slug: 'database-server', displayName: 'Database server', description: 'Linux machine that holds data', os: 'linux', services: ['ssh'] },
  { slug: 'deaddeck', displayName: 'Dead deck', description: 'A machine that answers nothing', os: 'linux', services: [] },
  { slug: 'devops-host', displayName: 'DevOps host', description: 'Build and deployment machine', os: 'linux', services: ['ssh', 'http'] },
  { slug: 'domain-controller', displayName: 'Domain controller', description: 'Windows directory server', os: 'windows', services: [] },
  { slug: 'file-server', displayName: 'File server', description: 'Linux machine with shares', os: 'linux', services: ['ssh'] },
  { slug: 'industrial-control', displayName: 'Industrial control', description: 'Controller of a plant', os: 'appliance', services: ['http'] },
  { slug: 'iot-device', displayName: 'IoT device', description: 'Camera, sensor or the like', os: 'appliance', services: ['http'] },
  { slug: 'linux-server', displayName: 'Linux server', description: 'General purpose server', os: 'linux', services: ['ssh', 'http'] },
  { slug: 'mail-server', displayName: 'Mail server', description: 'Linux machine that moves mail', os: 'linux', services: ['ssh', 'http'] },
  { slug: 'monitoring-node', displayName: 'Monitoring node', description: 'Collects figures of the others', os: 'linux', services: ['ssh', 'http'] },
  { slug: 'printer', displayName: 'Printer', description: 'Office printer with a web page', os: 'appliance', services: ['http'] },
  { slug: 'voip-server', displayName: 'VoIP server', description: 'Telephone exchange', os: 'linux', services: ['ssh', 'http'] },
  { slug: 'web-server', displayName: 'Web server', description: 'Linux machine that serves pages', os: 'linux', services: ['http', 'ssh'] },
  { slug: 'windows-server', displayName: 'Windows server', description: 'Windows machine with server roles', os: 'windows', services: [] },
  { slug: 'windows-workstation', displayName: 'Windows workstation', description: 'Desktop of an employee', os: 'windows', services: [] },
];

/** What a decky is unless somebody says otherwise. */
export const DEFAULT_ARCHETYPE = 'linux-server';
