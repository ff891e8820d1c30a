/** Most characters (UTF-16 units) of any one string that a decoy reports. */
export const MAX_STRING = 4_096;
/** Most bytes of `data`, as JSON. */
export const MAX_DATA_BYTES = 16_384;
const MAX_ITEMS = 128;
const MAX_DEPTH = 4;

/** Remembers which fields were cut. */
export class Cuts {
  readonly fields = new Set<string>();

  text(value: string, field: string): string {
    if (value.length <= MAX_STRING) return value;
    this.fields.add(field);
    return value.slice(0, isHighSurrogate(value.charCodeAt(MAX_STRING - 1)) ? MAX_STRING - 1 : MAX_STRING);
  }

  /** A copy of plain data that JSON can carry: strings cut, long lists shortened, depths and unknown things dropped. */
  data(data: Record<string, unknown>): Record<string, unknown> {
    const capped: Record<string, unknown> = {};
    let room = MAX_DATA_BYTES - 2;
    for (const [key, value] of Object.entries(data).slice(0, MAX_ITEMS)) {
      const copy = this.value(value, `data.${key}`, 1);
      if (copy === undefined) continue;
      const size = Buffer.byteLength(JSON.stringify(copy)) + Buffer.byteLength(JSON.stringify(key)) + 2;
      if (size > room) {
        this.fields.add(`data.${key}`);
        continue;
      }
      room -= size;
      capped[key] = copy;
    }
    return capped;
  }

  private value(value: unknown, field: string, depth: number): unknown {
    if (typeof value === 'string') return this.text(value, field);
    if (typeof value === 'boolean' || value === null) return value;
    if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
    if (typeof value !== 'object' || depth >= MAX_DEPTH) return undefined;
    return Array.isArray(value) ? this.list(value, field, depth) : this.record(value as Record<string, unknown>, field, depth);
  }

  private list(list: readonly unknown[], field: string, depth: number): unknown[] {
    if (list.length > MAX_ITEMS) this.fields.add(field);
    return list.slice(0, MAX_ITEMS).map((item) => this.value(item, field, depth + 1) ?? null);
  }

  private record(record: Record<string, unknown>, field: string, depth: number): Record<string, unknown> {
    const entries = Object.entries(record);
    if (entries.length > MAX_ITEMS) this.fields.add(field);
    return Object.fromEntries(entries.slice(0, MAX_ITEMS).flatMap(([key, item]) => {
      const copy = this.value(item, field, depth + 1);
      return copy === undefined ? [] : [[this.text(key, field), copy]];
    }));
  }
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
