import type { Conflict } from '../editing';

/** Conflicts by the LAN or decky at which they are shown, and by the gesture that waits for them: one gesture is decided or dropped as a whole. */
export function conflictsByNode(conflicts: readonly Conflict[]): { key: string; node: Conflict['node']; conflicts: readonly Conflict[] }[] {
  const groups = new Map<string, Conflict[]>();
  for (const conflict of conflicts) {
    const key = `${conflict.node.id}/${conflict.id.split('/')[0]}`;
    groups.set(key, [...(groups.get(key) ?? []), conflict]);
  }
  return [...groups].map(([key, list]) => ({ key, node: list[0]!.node, conflicts: list }));
}
