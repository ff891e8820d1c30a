import type { ApiClient } from '../../http/client.js';
import { stages, type Stage } from './stages.js';

const mutation = (seq: number, state: string, reason: string | null = null) => ({ id: `m${seq}`, seq, op: 'add_lan', state, reason, requestedAt: 'asked', finishedAt: state === 'failed' ? 'ended' : null });
const PAGES = [{ data: [mutation(9, 'pending'), mutation(8, 'applying')], nextBefore: 8 }, { data: [mutation(7, 'failed', 'X: y'), mutation(3, 'applied')], nextBefore: 3 }];

it('learns from the list what became of mutations whose rows it missed, each page once, oldest first', async () => {
  const asked: unknown[] = [];
  const ended = new AbortController();
  const client = {
    stream: async function* () {
      yield { event: 'snapshot', id: '20', data: '{}' };
      yield { event: 'mutation.applied', id: '21', data: JSON.stringify({ at: 'later', payload: { mutationId: 'm8', op: 'add_lan', reason: null } }) };
      yield { event: 'lan.added', id: '22', data: '{}' };
      ended.abort();
    },
    get: async (_path: string, query: { before?: number }) => PAGES[asked.push(query.before) - 1],
  } as unknown as ApiClient;
  const seen: Stage[] = [];
  for await (const stage of stages(client, 'maze', 5, ended.signal)) seen.push(stage);
  expect(seen.map(({ id, state, reason, at }) => [id, state, reason, at])).toEqual([
    ['m7', 'failed', 'X: y', 'ended'], ['m8', 'applying', null, 'asked'], ['m9', 'pending', null, 'asked'], ['m8', 'applied', null, 'later'],
  ]);
  expect(asked).toEqual([undefined, 8]);
});
