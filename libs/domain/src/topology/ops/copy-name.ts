const LONGEST = 31;

/** What a copy is called: the name with the next number that is free. `web-1` becomes `web-2`, `gateway` becomes `gateway-2`. */
export function copyName(name: string, taken: ReadonlySet<string>): string {
  const [, stem = name, digits = ''] = /^(.*?)-?(\d*)$/.exec(name) ?? [];
  for (let n = digits === '' ? 2 : Number(digits) + 1; ; n++) {
    const number = String(n).padStart(digits.length, '0');
    const next = stem === '' ? number : `${stem.slice(0, LONGEST - 1 - number.length)}-${number}`;
    if (!taken.has(next)) return next;
  }
}
