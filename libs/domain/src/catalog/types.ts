import type { ConfigValue, Protocol } from '../topology/types.js';

/** A field of a service's configuration. Drives validation, the inspector's form and the docs. */
export interface ConfigField {
  name: string;
  label: string;
  help: string;
  type: 'string' | 'integer' | 'boolean' | 'enum' | 'string[]';
  /** Shown when nothing is set; a service must work with no configuration at all. */
  default?: ConfigValue;
  /** Kept out of logs and shown masked. */
  secret?: boolean;
  /** Length of a string or of each item, value of an integer. */
  min?: number;
  max?: number;
  /** Allowed values of an enum. */
  options?: readonly string[];
  /** Anchored regular expression source that a string (or each item) must match. */
  pattern?: string;
}

export interface ServicePort { port: number; protocol: Protocol }

export interface ServiceDefinition {
  slug: string;
  displayName: string;
  description: string;
  ports: readonly ServicePort[];
  config: readonly ConfigField[];
}

export interface ArchetypeDefinition {
  slug: string;
  displayName: string;
  description: string;
  /** Operating system family the persona claims. */
  os: 'linux' | 'windows' | 'appliance';
  /** Services that are plausible on such a machine, most typical first; the generator chooses from them. */
  services: readonly string[];
}
