import { readFileSync } from 'node:fs';
import { serviceBySlug, type ServiceConfig, type ServicePort } from '@decnet/domain';
import type { NetworkInterface, Persona } from '@decnet/honeypots';

/** What the engine tells a decoy; the secret of the install stays with the engine. */
export interface DeckySettings {
  service: string;
  config: ServiceConfig;
  persona: Persona;
  ports: readonly ServicePort[];
  interfaces: readonly NetworkInterface[];
  /** Addresses of the maze by name, as seen from here. */
  names: Readonly<Record<string, string>>;
  /** Where host keys outlive a restart. */
  keyDirectory: string;
}

/**
 * Reads the settings from the JSON in DECNET_DECKY or, without it, from the file named by DECNET_DECKY_FILE (default /run/decnet/decky.json).
 * Throws with the name of what is missing.
 */
export function readSettings(env: NodeJS.ProcessEnv): DeckySettings {
  const given = JSON.parse(env.DECNET_DECKY ?? readFileSync(env.DECNET_DECKY_FILE ?? '/run/decnet/decky.json', 'utf8')) as Partial<DeckySettings>;
  const definition = serviceBySlug(given.service ?? '');
  if (!definition) throw new Error(`unknown service ${JSON.stringify(given.service)}`);
  if (!given.persona?.seed) throw new Error('persona is missing');
  return {
    service: definition.slug,
    config: given.config ?? {},
    persona: given.persona,
    ports: given.ports ?? definition.ports,
    interfaces: given.interfaces ?? [],
    names: given.names ?? {},
    keyDirectory: given.keyDirectory ?? '/var/lib/decnet',
  };
}
