const LONGEST = 31;

/** What a copy is called: the name with the next number that is free. `web-1` becomes `web-2`, `gateway` becomes `gateway-2`. */
export function copyName(name: string, taken: ReadonlySet<string>): string {
  const [, stem = name, hyphen = '', digits = ''] = /^(.*?)(-?)(\d*)$/.exec(name) ?? [];
  const between = digits === '' ? '-' : hyphen;
  for (let n = digits === '' ? 2 : Number(digits) + 1; ; n++) {
    const tail = `${between}${String(n).padStart(digits.length, '0')}`;
    const next = `${stem.slice(0, LONGEST - tail.length)}${tail}`;
    if (!taken.has(next)) return next;
  }
}
