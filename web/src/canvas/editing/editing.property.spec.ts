import { expect, it } from '@jest/globals';
import type { Op } from '@decnet/domain';
import fc from 'fast-check';
import { ModelClient } from './modelClient';
import { ModelServer } from './modelServer';

const pick = fc.nat(9);
const gesture = fc.oneof(
  fc.record({ do: fc.constant('rename' as const), at: pick, name: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ do: fc.constant('services' as const), at: pick, services: fc.constantFrom<string[][]>(['ssh'], ['http'], []) }),
  fc.record({ do: fc.constant('dmz' as const), at: pick }),
  fc.record({ do: fc.constant('lan' as const) }),
  fc.record({ do: fc.constant('decky' as const), at: pick, routes: fc.boolean() }),
  fc.record({ do: fc.constant('home' as const), who: pick, at: pick }),
  fc.record({ do: fc.constant('attach' as const), who: pick, at: pick }),
  fc.record({ do: fc.constant('detach' as const), who: pick, at: pick }),
  fc.record({ do: fc.constant('remove' as const), who: pick }),
  fc.record({ do: fc.constant('removeLan' as const), at: pick }),
  fc.record({ do: fc.constant('paste' as const), at: pick }),
);
const step = fc.record({
  client: fc.nat(1),
  act: fc.oneof(
    { weight: 6, arbitrary: gesture },
    { weight: 5, arbitrary: fc.constantFrom({ do: 'send' as const }, { do: 'arrive' as const }, { do: 'answer' as const }) },
    { weight: 4, arbitrary: fc.constantFrom({ do: 'trip' as const }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('stream' as const), rows: fc.integer({ min: 1, max: 6 }) }) },
    { weight: 2, arbitrary: fc.constantFrom({ do: 'undo' as const }, { do: 'redo' as const }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('decide' as const), choice: fc.constantFrom('mine' as const, 'theirs' as const, 'dismiss' as const, 'retry' as const) }) },
    { weight: 1, arbitrary: fc.constantFrom({ do: 'lose' as const }, { do: 'reconnect' as const }, { do: 'reload' as const }, { do: 'signOut' as const }, { do: 'place' as const }) },
    { weight: 2, arbitrary: fc.constantFrom({ do: 'begin' as const }, { do: 'end' as const }) },
  ),
});
type Act = typeof step extends fc.Arbitrary<{ act: infer A }> ? A : never;

function opsOf(client: ModelClient, act: Extract<Act, typeof gesture extends fc.Arbitrary<infer G> ? G : never>): Op[] {
  const { lans, deckies } = client.store.getState().design;
  const lan = (n: number): string => lans[n % Math.max(1, lans.length)]?.id ?? 'none';
  const decky = (n: number): string => deckies[n % Math.max(1, deckies.length)]?.id ?? 'none';
  switch (act.do) {
    case 'rename': return [act.at % 2 === 0 ? { op: 'update_lan', lan: lan(act.at), patch: { name: act.name } } : { op: 'update_decky', decky: decky(act.at), patch: { name: act.name } }];
    case 'services': return [{ op: 'update_decky', decky: decky(act.at), patch: { services: act.services } }];
    case 'dmz': return [{ op: 'update_lan', lan: lan(act.at), patch: { isDmz: !lans[act.at % Math.max(1, lans.length)]?.isDmz } }];
    case 'lan': return [{ op: 'add_lan' }];
    case 'decky': return [{ op: 'add_decky', lan: lan(act.at), forwardsL3: act.routes }];
    case 'home': return [{ op: 'update_decky', decky: decky(act.who), patch: { homeLan: lan(act.at) } }];
    case 'attach': return [{ op: 'attach_decky', decky: decky(act.who), lan: lan(act.at) }];
    case 'detach': return [{ op: 'detach_decky', decky: decky(act.who), lan: lan(act.at) }];
    case 'remove': return [{ op: 'remove_decky', decky: decky(act.who) }];
    case 'removeLan': return [{ op: 'remove_lan', lan: lan(act.at) }];
    case 'paste': return [{ op: 'add_lan', name: `pasted-${lans.length}` }, { op: 'add_decky', lan: `pasted-${lans.length}` }, { op: 'add_decky', lan: lan(act.at) }];
  }
}

function decide(client: ModelClient, choice: 'mine' | 'theirs' | 'dismiss' | 'retry'): void {
  const conflict = client.edit.held[0]?.conflicts.find((one) => one.choice === null);
  const notice = client.edit.notices.find(({ ops }) => ops.length > 0);
  if (choice === 'retry') {
    if (notice !== undefined) client.editor.retry(notice.id);
  } else if (conflict !== undefined) {
    if (choice === 'dismiss') client.editor.dismiss(conflict.id);
    else client.editor.resolve(conflict.id, choice);
  }
}

function perform(server: ModelServer, client: ModelClient, act: Act): void {
  switch (act.do) {
    case 'send': return client.send();
    case 'arrive': return client.arrive();
    case 'answer': return client.answer();
    case 'trip': return client.trip();
    case 'stream': return client.stream(act.rows);
    case 'undo': return void client.editor.undo();
    case 'redo': return void client.editor.redo();
    case 'decide': return decide(client, act.choice);
    case 'lose': return client.lose();
    case 'reconnect': return client.reconnect();
    case 'reload': return client.reload();
    case 'signOut':
      client.lose({ status: 401, code: 'UNAUTHENTICATED', message: '', issues: [], current: null, ofPart: false, retryAfterS: null });
      return client.reload();
    case 'place': {
      const id = client.store.getState().design.deckies[0]?.id;
      if (id !== undefined) client.editor.place({ lans: {}, deckies: { [id]: { x: server.seq, y: 7 } } });
      return client.place();
    }
    case 'begin': return server.work('begin');
    case 'end': return server.work('end');
    default: return void client.gesture(opsOf(client, act));
  }
}

/** Everything arrives, everything is answered, and the user makes up their mind. */
function comeToRest(server: ModelServer, clients: ModelClient[]): void {
  for (let round = 0; round < 400; round += 1) {
    for (const client of clients) {
      client.stream();
      client.arrive();
      client.answer();
      client.trip();
      client.place();
      decide(client, 'theirs');
      server.work('end');
    }
    if (clients.every(({ edit, wire }) => edit.commands.length === 0 && edit.held.length === 0 && wire === null) && !server.hasQueue) break;
  }
  for (const client of clients) client.stream();
}

const sorted = (rows: Iterable<{ id: string }>): unknown => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));

function expectEqualToServer(server: ModelServer, client: ModelClient): void {
  const { maze, server: known, ghosts, editing } = client.store.getState();
  expect(editing.commands).toEqual([]);
  expect(maze).toBe(known);
  expect(ghosts).toEqual({});
  for (const part of ['lans', 'deckies', 'edges'] as const) expect(sorted(Object.values(maze[part]))).toEqual(sorted(server.maze[part]));
}

/** Applied, told of, or waiting for a decision at some time; or taken back by the user before it was sent. */
function expectAccountedFor(server: ModelServer, { seen }: ModelClient): void {
  const written = new Set(server.written.map(({ key }) => key.replace(/\.\d+$/, '')));
  const undone = new Set([...seen.commands].flatMap(([id, undoes]) => (undoes === null || written.has(undoes) ? [] : [id, undoes])));
  const lost = [...seen.commands.keys()].filter((id) => !written.has(id) && !seen.noticed.has(id) && !seen.held.has(id) && !undone.has(id));
  expect(lost).toEqual([]);
}

/** What a gesture saw when the user made it, field by field; nobody else's change of the same field may be written over unseen. */
function watchFields(server: ModelServer, client: ModelClient): () => void {
  const bases = new Map<string, Map<string, unknown>>();
  client.editor.apply = new Proxy(client.editor.apply, {
    apply(target, self, [ops, label]: [Op[], string]) {
      const { design, editing } = client.store.getState();
      const known = new Set(editing.commands.map(({ id }) => id));
      const refusal = Reflect.apply(target, self, [ops, label]) as ReturnType<typeof target>;
      const made = client.edit.commands.find(({ id }) => !known.has(id));
      if (made !== undefined) bases.set(made.id, fieldsOf(design, ops));
      return refusal;
    },
  });
  return () => {
    for (const { key, ops, before } of server.written) {
      const base = bases.get(key.replace(/\.\d+$/, ''));
      if (base === undefined) continue;
      for (const [field, value] of fieldsOf(before, ops)) {
        const mine = valueIn(ops, field);
        if (base.has(field) && JSON.stringify(value) !== JSON.stringify(mine)) expect({ key, field, value }).toEqual({ key, field, value: base.get(field) });
      }
    }
  };
}

function fieldsOf({ lans, deckies }: Pick<ModelServer['maze'], 'lans' | 'deckies'>, ops: readonly Op[]): Map<string, unknown> {
  return new Map(ops.flatMap((op): [string, unknown][] => {
    if (op.op !== 'update_lan' && op.op !== 'update_decky') return [];
    const id = op.op === 'update_lan' ? op.lan : op.decky;
    const row = [...lans, ...deckies].find((one) => one.id === id) as unknown as Record<string, unknown> | undefined;
    return row === undefined ? [] : Object.keys(op.patch).filter((field) => field in row).map((field) => [`${id}/${field}`, row[field]]);
  }));
}

function valueIn(ops: readonly Op[], field: string): unknown {
  const [id, name] = field.split('/') as [string, string];
  const found = ops.find((op) => (op.op === 'update_lan' && op.lan === id) || (op.op === 'update_decky' && op.decky === id));
  return found !== undefined && 'patch' in found ? (found.patch as Record<string, unknown>)[name] : undefined;
}

const RUNS = 400;

it('two people, a bad network: all end equal to the server, and every gesture is accounted for', () => {
  const counts = { written: 0, merged: 0, held: 0, refused: 0 };
  fc.assert(fc.property(fc.array(step, { minLength: 10, maxLength: 60 }), (steps) => {
    const server = new ModelServer();
    const clients = [new ModelClient('ana', server), new ModelClient('ben', server)];
    const watches = clients.map((client) => watchFields(server, client));
    for (const { client, act } of steps) perform(server, clients[client]!, act);
    comeToRest(server, clients);
    for (const client of clients) {
      expectEqualToServer(server, client);
      expectAccountedFor(server, client);
      counts.merged += client.edit.notices.filter(({ kind }) => kind === 'merged').length;
      counts.refused += client.edit.notices.filter(({ kind }) => kind === 'refused').length;
      counts.held += client.seen.held.size;
    }
    for (const check of watches) check();
    counts.written += server.written.length;
  }), { numRuns: RUNS });
  // The property says little about what does not happen.
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(0);
});

it('a draft that is deployed and torn down meanwhile: all end equal to the server, and every gesture is accounted for', () => {
  const moves = fc.constantFrom({ do: 'move' as const });
  let ghosts = 0;
  fc.assert(fc.property(fc.array(fc.oneof({ weight: 12, arbitrary: step }, { weight: 1, arbitrary: fc.record({ client: fc.nat(1), act: moves }) }), { minLength: 10, maxLength: 60 }), (steps) => {
    const server = new ModelServer();
    const clients = [new ModelClient('ana', server), new ModelClient('ben', server)];
    const course = ['deploying', 'active', 'degraded', 'active'] as const;
    let stage = 0;
    for (const { client, act } of steps) {
      if (act.do !== 'move') perform(server, clients[client]!, act);
      else if (stage < course.length) server.move(course[stage++]!);
      ghosts += Object.keys(clients[client]!.store.getState().ghosts).length;
    }
    comeToRest(server, clients);
    for (const client of clients) {
      expectEqualToServer(server, client);
      expectAccountedFor(server, client);
    }
  }), { numRuns: RUNS });
  expect(ghosts).toBeGreaterThan(RUNS);
});
