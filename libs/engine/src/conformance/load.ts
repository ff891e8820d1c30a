/** The suite that every engine must pass, for engines and hosts that live elsewhere. Loaded when asked for: it is of no use outside tests. */
export function loadConformance(): Promise<typeof import('./index.js')> {
  return import('./index.js');
}
