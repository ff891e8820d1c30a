const STEPS: readonly (readonly [seconds: number, unit: Intl.RelativeTimeFormatUnit])[] = [
  [31_557_600, 'year'], [2_629_800, 'month'], [86_400, 'day'], [3_600, 'hour'], [60, 'minute'],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'long' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** "3 hours ago"; below a minute "just now". */
export function ago(at: string, now: number = Date.now()): string {
  const seconds = Math.round((Date.parse(at) - now) / 1000);
  for (const [size, unit] of STEPS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return 'just now';
}

/** Time of day for what happened today, date and time for the rest; local time. */
export function clockTime(at: string, now: number = Date.now()): string {
  const date = new Date(at);
  return date.toDateString() === new Date(now).toDateString() ? clock.format(date) : full.format(date);
}

export function fullTime(at: string): string {
  return full.format(new Date(at));
}

const UNITS: readonly (readonly [seconds: number, word: string])[] = [[86_400, 'd'], [3_600, 'h'], [60, 'min'], [1, 's']];

/** "3 d 4 h": the largest unit and the next one, when that is not 0. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const first = UNITS.findIndex(([size]) => whole >= size);
  if (first < 0) return '0 s';
  const parts = UNITS.slice(first, first + 2).map(([size, word], index) => [index === 0 ? Math.floor(whole / size) : Math.floor((whole % (UNITS[first]?.[0] ?? 1)) / size), word] as const);
  return parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`).join(' ');
}
