import type { FieldError } from '../../errors.js';
import type { ConfigValue } from '../types.js';

/** What is wrong with a value; empty when it has the shape. Rules about what a value means are not asked here. */
export type Check = (value: unknown, path: string) => FieldError[];

const OK: FieldError[] = [];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const SLUG = /^[a-z0-9][a-z0-9_-]{0,31}$/;
const SETTING = /^[a-zA-Z][a-zA-Z0-9]{0,31}$/;
export const MAX_LIST = 64;
const MAX_TEXT = 4_096;
const MAX_COORDINATE = 1e7;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const failing = (path: string, message: string): FieldError[] => [{ path, message }];
const text = (max: number, message: string): Check => (value, path) =>
  typeof value === 'string' && value.length >= 1 && value.length <= max ? OK : failing(path, message);

export const boolean: Check = (value, path) => (typeof value === 'boolean' ? OK : failing(path, 'expected true or false'));
export const uuid: Check = (value, path) => (typeof value === 'string' && UUID.test(value) ? OK : failing(path, 'expected a uuid (version 4)'));
export const name = text(64, 'expected a name of 1 to 64 characters');
export const reference = text(64, 'expected an id or a name');
export const subnet = text(32, 'expected a CIDR such as 10.0.3.0/24');
export const ip = text(15, 'expected an IPv4 address');
export const coordinate: Check = (value, path) =>
  typeof value === 'number' && Math.abs(value) <= MAX_COORDINATE ? OK : failing(path, `expected a number from -${MAX_COORDINATE} to ${MAX_COORDINATE}`);

export function nullOr(check: Check): Check {
  return (value, path) => (value === null ? OK : check(value, path));
}

export function oneOf(accepts: (value: string) => boolean, message: string): Check {
  return (value, path) => (typeof value === 'string' && value.length <= 64 && accepts(value) ? OK : failing(path, message));
}

export const slugs: Check = (value, path) => {
  if (!Array.isArray(value) || value.length > MAX_LIST) return failing(path, `expected a list of at most ${MAX_LIST} services`);
  if (new Set(value).size !== value.length) return failing(path, 'names a service twice');
  return value.flatMap((slug: unknown, index) => (typeof slug === 'string' && SLUG.test(slug) ? OK : failing(`${path}.${index}`, 'expected the name of a service')));
};

/** Two levels of plain data; what the settings mean is for the catalogue's schema to say. */
export const serviceConfigs: Check = (value, path) => {
  if (!isRecord(value) || Object.keys(value).length > MAX_LIST) return failing(path, 'expected settings by service');
  return Object.entries(value).flatMap(([slug, config]) => {
    if (!SLUG.test(slug)) return failing(path, `${JSON.stringify(slug.slice(0, 64))} is no name of a service`);
    if (!isRecord(config) || Object.keys(config).length > MAX_LIST) return failing(`${path}.${slug}`, 'expected an object');
    return Object.entries(config).flatMap(([setting, item]) => settingErrors(setting, item, `${path}.${slug}`));
  });
};

function settingErrors(setting: string, value: unknown, path: string): FieldError[] {
  if (!SETTING.test(setting)) return failing(path, `${JSON.stringify(setting.slice(0, 64))} is no name of a setting`);
  return isSetting(value) ? OK : failing(`${path}.${setting}`, 'expected text, a number, true or false, or a list of texts');
}

/** Whether a value can be one of a service's settings. */
export function isSetting(value: unknown): value is ConfigValue {
  if (typeof value === 'string') return value.length <= MAX_TEXT;
  if (Array.isArray(value)) return value.length <= MAX_LIST && value.every((item) => typeof item === 'string' && item.length <= MAX_TEXT);
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}

/** An object with these fields and no others. */
export function object(shape: Readonly<Record<string, { check: Check; required?: true }>>): Check {
  return (value, path) => {
    if (!isRecord(value)) return failing(path, 'expected an object');
    const at = (field: string) => (path === '' ? field : `${path}.${field}`);
    const errors: FieldError[] = [];
    for (const [field, given] of Object.entries(value)) {
      const known = Object.hasOwn(shape, field) ? shape[field] : undefined;
      if (!known) errors.push({ path: at(field.slice(0, 64)), message: 'is not a field of this' });
      else if (given !== undefined) errors.push(...known.check(given, at(field)));
    }
    for (const [field, { required }] of Object.entries(shape)) {
      if (required && value[field] === undefined) errors.push({ path: at(field), message: 'is missing' });
    }
    return errors;
  };
}
