import type { FieldError } from '../errors.js';
import type { ConfigField, ServiceDefinition } from './types.js';

const MAX_ITEMS = 100;
const patterns = new Map<string, RegExp>();

/**
 * Holds a service's configuration against its schema.
 * @param config what somebody typed: nothing is assumed about it
 * @returns one error per field, paths relative to the configuration; empty when it fits
 */
export function checkServiceConfig(service: ServiceDefinition, config: unknown): FieldError[] {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) return [{ path: '', message: 'expected an object' }];
  const errors: FieldError[] = [];
  for (const [name, value] of Object.entries(config)) {
    const field = service.config.find((candidate) => candidate.name === name);
    const message = field ? messageFor(field, value) : `${service.displayName} has no such setting`;
    if (message !== null) errors.push({ path: name, message });
  }
  return errors;
}

/** What is wrong with a value; null when it fits. */
function messageFor(field: ConfigField, value: unknown): string | null {
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean' ? null : 'expected true or false';
    case 'integer':
      return integerMessage(field, value);
    case 'enum':
      return typeof value === 'string' && field.options?.includes(value) ? null : `expected one of ${field.options?.join(', ')}`;
    case 'string':
      return typeof value === 'string' ? stringMessage(field, value) : 'expected text';
    case 'string[]':
      return listMessage(field, value);
  }
}

function integerMessage({ min = -Infinity, max = Infinity }: ConfigField, value: unknown): string | null {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max ? null : `expected a whole number from ${min} to ${max}`;
}

function stringMessage({ min = 0, max = 4_096, pattern }: ConfigField, value: string): string | null {
  if (value.length < min || value.length > max) return `expected ${min} to ${max} characters`;
  return pattern === undefined || compiled(pattern).test(value) ? null : 'has characters that are not allowed';
}

function listMessage(field: ConfigField, value: unknown): string | null {
  if (!Array.isArray(value) || value.length > MAX_ITEMS) return `expected a list of at most ${MAX_ITEMS} texts`;
  for (const item of value) {
    const message = typeof item === 'string' ? stringMessage(field, item) : 'expected text';
    if (message !== null) return message;
  }
  return null;
}

function compiled(pattern: string): RegExp {
  let expression = patterns.get(pattern);
  if (!expression) patterns.set(pattern, (expression = new RegExp(pattern, 'u')));
  return expression;
}
