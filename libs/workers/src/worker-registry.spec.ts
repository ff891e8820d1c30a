import type { WorkerHealthMessage } from '@decnet/contract';
import { FORGOTTEN_AFTER_MS, GONE_AFTER_MS, STALE_AFTER_MS, WorkerRegistry } from './worker-registry.js';

const api: WorkerHealthMessage = { worker: 'api', host: 'h1', pid: 7, uptimeS: 12, lastWorkAt: '2030-01-01T00:00:00.000Z', stopped: false };
let now: number;
let registry: WorkerRegistry;
beforeEach(() => {
  now = Date.parse('2030-01-01T00:00:10.000Z');
  registry = new WorkerRegistry(() => now);
});
const states = () => registry.list().map(({ state }) => state);

it('shows what was last heard, and when', () => {
  registry.note(api);
  now += 10_000;
  registry.note({ ...api, uptimeS: 22, lastWorkAt: null });
  expect(registry.list()).toEqual([{ worker: 'api', host: 'h1', pid: 7, uptimeS: 22, lastWorkAt: null, lastSeenAt: '2030-01-01T00:00:20.000Z', state: 'alive' }]);
});

it.each([[0, 'alive'], [STALE_AFTER_MS - 1, 'alive'], [STALE_AFTER_MS, 'stale'], [GONE_AFTER_MS - 1, 'stale'], [GONE_AFTER_MS, 'gone'], [FORGOTTEN_AFTER_MS - 1, 'gone']])('after %i ms of silence a worker is %s', (ms, state) => {
  registry.note(api);
  now += ms;
  expect(states()).toEqual([state]);
});

it('forgets who was silent for long', () => {
  registry.note(api);
  now += FORGOTTEN_AFTER_MS;
  expect(states()).toEqual([]);
});

it('one that said that it ends is gone at once, until it is heard again', () => {
  registry.note(api);
  registry.note({ ...api, stopped: true });
  expect(states()).toEqual(['gone']);
  registry.note(api);
  expect(states()).toEqual(['alive']);
});

it('two processes of one kind are two, and the list is in order', () => {
  for (const each of [{ ...api, pid: 9 }, { ...api, worker: 'mutator' }, api, { ...api, host: 'h0' }]) registry.note(each);
  expect(registry.list().map(({ worker, host, pid }) => [worker, host, pid])).toEqual([['api', 'h0', 7], ['api', 'h1', 7], ['api', 'h1', 9], ['mutator', 'h1', 7]]);
});

it.each([null, 'api', 7, [], {}, { ...api, pid: '7' }, { ...api, worker: '' }, { ...api, host: 'x'.repeat(256) }, { ...api, lastWorkAt: 'yesterday' }, { ...api, uptimeS: -1 }, { ...api, stopped: undefined }])('ignores %j', (message) => {
  registry.note(message);
  expect(registry.list()).toEqual([]);
});

it('keeps a thousand, those heard last', () => {
  for (let pid = 0; pid < 1_500; pid += 1) registry.note({ ...api, pid });
  expect(registry.list().map(({ pid }) => pid)).toEqual(Array.from({ length: 1_000 }, (_, n) => n + 500));
});
