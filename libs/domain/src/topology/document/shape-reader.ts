import { type FieldError, invalidRequest } from '../../errors.js';
import { coordinate, isSetting, MAX_LIST } from '../ops/shapes.js';
import type { ConfigValue, ServiceConfig } from '../types.js';

export type Fields = Readonly<Record<string, unknown>>;

/** More than anybody reads; the answer to garbage must not be as large as the garbage. */
const MAX_ERRORS = 50;
const NOTHING: Fields = {};

/** Takes values out of what came from outside and notes everything that is not as it should be, by path. */
export class ShapeReader {
  private readonly errors: FieldError[] = [];

  note(path: string, message: string): void {
    if (this.errors.length < MAX_ERRORS) this.errors.push({ path: path || 'document', message });
  }

  /** @throws DomainError INVALID_REQUEST {errors} when anything was noted */
  demandNone(): void {
    if (this.errors.length > 0) throw invalidRequest(this.errors);
  }

  /** An object that has no other fields than those allowed; an empty one in place of anything else. */
  record(value: unknown, path: string, allowed?: readonly string[]): Fields {
    if (!isRecord(value)) {
      this.note(path, 'expected an object');
      return NOTHING;
    }
    for (const key of Object.keys(value)) {
      if (allowed ? !allowed.includes(key) : key in NOTHING) this.note(join(path, key), 'is no field of this object');
    }
    return value;
  }

  /** An empty list in place of anything else; a hole in it counts as undefined, which no walk passes over. */
  list(value: unknown, path: string): readonly unknown[] {
    if (Array.isArray(value)) return Array.from<unknown>(value);
    this.note(path, 'expected a list');
    return [];
  }

  text(value: unknown, path: string, longest: number): string {
    if (typeof value === 'string' && value.length > 0 && value.length <= longest) return value;
    this.note(path, `expected a text of 1 to ${longest} characters`);
    return '';
  }

  /** False when left out. */
  flag(value: unknown, path: string): boolean {
    if (typeof value === 'boolean' || value === undefined) return value ?? false;
    this.note(path, 'expected true or false');
    return false;
  }

  /** Pixels on the canvas; null when left out. */
  pixels(value: unknown, path: string): number | null {
    if (value === undefined || value === null || (typeof value === 'number' && coordinate(value, path).length === 0)) return value ?? null;
    this.note(path, 'expected null or a number that is a place on a canvas');
    return null;
  }

  /** Different texts, none when left out. */
  slugs(value: unknown, path: string): string[] {
    const slugs = this.few(this.list(value ?? [], path), path).map((slug, index) => this.text(slug, `${path}.${index}`, 64));
    const seen = new Set<string>();
    slugs.forEach((slug, index) => {
      if (slug !== '' && seen.has(slug)) this.note(`${path}.${index}`, `${slug} is listed twice`);
      seen.add(slug);
    });
    return slugs;
  }

  /** Configuration by service; whether a service takes it is a rule, not a shape. */
  serviceConfig(value: unknown, path: string): Record<string, ServiceConfig> {
    const configs = this.few(Object.entries(this.record(value ?? NOTHING, path)), path);
    return Object.fromEntries(configs.map(([service, config]) => [service, this.config(config, join(path, service))]));
  }

  private config(value: unknown, path: string): ServiceConfig {
    const entries = this.few(Object.entries(this.record(value, path)), path);
    return Object.fromEntries(entries.map(([field, set]) => [field, this.configValue(set, join(path, field))]));
  }

  private configValue(value: unknown, path: string): ConfigValue {
    if (isSetting(value)) return Array.isArray(value) ? [...value] : value;
    this.note(path, 'expected a text, a number, true, false or a list of texts');
    return '';
  }

  /** What belongs to one decky; more of it than fits into a page is refused unread. */
  private few<T>(items: readonly T[], path: string): readonly T[] {
    if (items.length <= MAX_LIST) return items;
    this.note(path, `expected at most ${MAX_LIST}`);
    return [];
  }
}

function isRecord(value: unknown): value is Fields {
  return Object.prototype.toString.call(value) === '[object Object]';
}

const LONGEST_KEY = 64;

/** A key of the sender's choosing is shown, but not at any length. */
function join(path: string, key: string): string {
  const shown = key.length > LONGEST_KEY ? `${key.slice(0, LONGEST_KEY)}…` : key;
  return path === '' ? shown : `${path}.${shown}`;
}
