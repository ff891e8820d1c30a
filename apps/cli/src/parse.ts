import { InvalidArgumentError } from 'commander';

/** For options that take a number; what the number may be is the server's business. */
export function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('must be a number');
  return value;
}

export function commaList(text: string): string[] {
  return text.split(',').map((part) => part.trim()).filter(Boolean);
}

/** A point in time, or how long ago: 90s, 15m, 2h, 7d. @returns RFC 3339 */
export function moment(text: string): string {
  const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const at = amount !== undefined && unit !== undefined ? Date.now() - Number(amount) * (UNIT_MS[unit] ?? 0) : Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('must be a time such as 2025-03-01T12:00:00Z, or how long ago, such as 15m');
  return new Date(at).toISOString();
}
