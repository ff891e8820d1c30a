import type { MazeState } from '../live/mazeState';
import type { KnownMutation } from '../live/queue';
import { describeOp, OP_KINDS, type NameOf } from './describeOp';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Names of what mutations add, by the ids that they, or the page that sent them, have chosen. */
function namesAdded(mutations: readonly KnownMutation[]): Map<string, string> {
  return new Map(mutations.flatMap(({ payload, resolvedOp }) => [payload, resolvedOp]).flatMap((op): [string, string][] => (
    (op?.op === 'add_lan' || op?.op === 'add_decky') && op.id !== undefined && op.name !== undefined ? [[op.id, op.name]] : []
  )));
}

/** What an op's references are called: as the maze has it, as it was, or as it will be. */
export function nameLookup({ lans, deckies, former }: Pick<MazeState, 'lans' | 'deckies' | 'former'>, mutations: readonly KnownMutation[]): NameOf {
  const added = namesAdded(mutations);
  return (reference) => lans[reference]?.name ?? deckies[reference]?.name ?? former[reference] ?? added.get(reference) ?? (UUID.test(reference) ? null : reference);
}

/** One sentence for a mutation. What was asked for speaks; what it left open is told as it was chosen. */
export function sentenceOf({ op, payload, resolvedOp }: Pick<KnownMutation, 'op' | 'payload' | 'resolvedOp'>, nameOf: NameOf): string {
  if (payload === null && resolvedOp === null) return OP_KINDS[op] ?? op;
  return describeOp({ ...resolvedOp, ...payload } as NonNullable<typeof payload>, nameOf) ?? op;
}
