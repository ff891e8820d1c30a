import { setTimeout as delay } from 'node:timers/promises';
import type { CapturedEventListResponse, CapturedEventResponse, DeckyEventCountsResponse, TopologyResponse } from '@decnet/contract';
import { describeOnEachDatabase } from '@decnet/testing';
import { eventually } from '../support/eventually.js';
import { MasterProcess } from '../support/master-process.js';
import { Seeded } from '../support/seeded.js';
import { settled } from './verdicts.js';
import { Visitors } from './visitors.js';

const KILLS = 5;
/** Each kill comes at a random moment within this. */
const WITHIN_MS = 600;
const VISITS = 400;
const RANGES = { sqlite: '10.203.0.0/16', mysql: '10.204.0.0/16' } as const;

describeOnEachDatabase('kill -9 while decoys are visited', (_open, fresh) => {
  let master: MasterProcess;
  let maze: TopologyResponse;
  const random = new Seeded();

  beforeAll(async () => {
    master = await new MasterProcess(fresh().url).start();
    maze = await master.admin.maze('/topologies', {
      name: 'visited', depth: 2, branchingFactor: 2, subnetBase: RANGES[fresh().kind], services: ['ssh', 'http'], randomizeServices: false, seed: 1,
    });
    await master.admin.post(`/topologies/${maze.id}/deploy`);
    maze = await master.admin.settled(maze.id, ['active']);
  }, 60_000);
  afterAll(() => master?.remove(), 60_000);

  async function allEvents(): Promise<CapturedEventResponse[]> {
    const events: CapturedEventResponse[] = [];
    for (let before: number | null = null; ;) {
      const page: CapturedEventListResponse = (await master.admin.get<CapturedEventListResponse>(`/events?limit=500${before === null ? '' : `&before=${before}`}`)).body;
      events.push(...page.data);
      if (page.nextBefore === null) return events;
      before = page.nextBefore;
    }
  }

  async function countedEvents(): Promise<number> {
    const { body } = await master.admin.get<DeckyEventCountsResponse>(`/events/counts?topologyId=${maze.id}`);
    return body.data.reduce((sum, { count }) => sum + count, 0);
  }

  const visitorOf = ({ user, request }: CapturedEventResponse): string | undefined => /visitor-[0-9a-f-]{36}/.exec(`${user} ${request}`)?.[0];

  it('every visit that a decoy answered is stored once, none twice, none of nobody, and the counts agree', async () => {
    const visitors = new Visitors(maze.deckies.flatMap(({ endpoints }) => endpoints));
    for (let kill = 0; kill < KILLS; kill += 1) {
      const before = visitors.answered.size;
      await eventually('decoys answer', 20_000, () => (visitors.answered.size > before ? true : null));
      await delay(random.below(WITHIN_MS));
      await master.kill();
      await master.engineHostGone();
      await master.start();
    }
    await settled(master);
    await eventually('enough visits', 60_000, () => (visitors.answered.size >= VISITS ? true : null));
    await visitors.leave();

    let missing = '';
    const events = await eventually('every answered visit is stored, and the counts agree', 20_000, async () => {
      const stored = await allEvents();
      const counted = await countedEvents();
      const known = new Set(stored.map(visitorOf));
      const lost = [...visitors.answered].filter((name) => !known.has(name));
      missing = `lost ${lost.length} of ${visitors.answered.size}: ${lost.slice(0, 5).join()}; stored ${stored.length}, counted ${counted}; seed ${random.seed}`;
      return lost.length === 0 && counted === stored.length ? stored : null;
    }, () => missing);

    const said = events.map(({ sessionId, eventType, data }) => JSON.stringify([sessionId, eventType, data?.['method']]));
    const twice = said.length - new Set(said).size + events.length - new Set(events.map(({ id }) => id)).size;
    const visits = events.filter(({ eventType }) => ['login', 'request'].includes(eventType));
    const connected = new Set(events.filter(({ eventType }) => eventType === 'connect').map(({ sessionId }) => sessionId));
    const unexpected = visits.filter((event) => !visitors.tried.has(visitorOf(event)!) || !connected.has(event.sessionId));
    const recovered = visits.filter((event) => !visitors.answered.has(visitorOf(event)!));
    process.stdout.write(`visits on ${fresh().kind}: seed ${random.seed}, ${KILLS} kills, answered ${visitors.answered.size}, events ${events.length}, `
      + `lost 0, unexpected ${unexpected.length}, duplicated ${twice}, recovered although unanswered ${recovered.length}\n`);
    expect({ unexpected, twice }).toEqual({ unexpected: [], twice: 0 });
  }, 150_000);
});
