import type { Lan } from '../types.js';
import type { Change, Op } from './types.js';

/** Whether an op may give a LAN a subnet that it did not have. */
export function touchesSubnets(op: Op): boolean {
  return op.op === 'add_lan' || (op.op === 'update_lan' && op.patch.subnet !== undefined);
}

/** LANs, as they are afterwards, that got a subnet or another one. */
export function lansWithNewSubnet(changes: readonly Change[]): Lan[] {
  return changes.flatMap((change) => {
    if (change.type === 'lan.added') return [change.after];
    return change.type === 'lan.updated' && change.before.subnet !== change.after.subnet ? [change.after] : [];
  });
}
