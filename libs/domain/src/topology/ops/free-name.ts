/** `prefix` and the lowest number from the count of entities on that none of them has: `lan-02`, `decky-017`. */
export function freeName(prefix: string, digits: number, entities: readonly { name: string }[]): string {
  const taken = new Set(entities.map(({ name }) => name));
  for (let n = entities.length; ; n++) {
    const name = `${prefix}${String(n).padStart(digits, '0')}`;
    if (!taken.has(name)) return name;
  }
}
