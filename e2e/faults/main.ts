import { inspect, parseArgs } from 'node:util';
import { killRun } from './kill-run.js';
import { lateRun } from './late-run.js';
import { mutantRun } from './mutant-run.js';
import { pointRun } from './point-run.js';
import { sleeperRun } from './sleeper-run.js';
import { toldFailedRun } from './told-failed-run.js';
import { describeVerdict, isClean, type Verdict } from './verdict.js';

/**
 * One fault run: `main.js <run> --database <sqlite or URL of a MySQL server> …`; DECNET_TEST_SEED repeats one. Says its verdict for people on standard
 * error and in JSON on standard output, and ends with 1 when anything is lost, unexpected or duplicated.
 */
const { positionals: [name = ''], values } = parseArgs({
  allowPositionals: true,
  options: {
    database: { type: 'string', default: 'sqlite' },
    kills: { type: 'string', default: '100' },
    mutators: { type: 'string', default: '1' },
    ops: { type: 'string', default: '200' },
    mutant: { type: 'string', multiple: true, default: [] as string[] },
    stops: { type: 'string', default: '10' },
    owners: { type: 'string', default: '1000' },
    patience: { type: 'string', default: '180' },
  },
});
const { database } = values;
const patienceMs = Number(values.patience) * 1_000;

const RUNS: Readonly<Record<string, () => Promise<Verdict>>> = {
  kills: () => killRun({ database, kills: Number(values.kills), mutators: Number(values.mutators), ops: Number(values.ops), patienceMs }),
  points: () => pointRun({ database, patienceMs }),
  'told-failed': () => toldFailedRun({ database, mutators: Number(values.mutators), ops: Number(values.ops), patienceMs }),
  late: () => lateRun({ database, owners: Number(values.owners), patienceMs }),
  mutants: () => mutantRun({ database, only: values.mutant }),
  stopped: () => sleeperRun({ database, stops: Number(values.stops), patienceMs }),
};

const run = RUNS[name];
if (!run) throw new Error(`${name}: expected one of ${Object.keys(RUNS).join(', ')}`);
const since = performance.now();
const verdict = await run().catch((error: unknown) => {
  process.stderr.write(`${name} could not begin: ${inspect(error)}\n`);
  process.exit(2);
});
verdict.counts['seconds'] = Math.round((performance.now() - since) / 1_000);
process.stderr.write(`${describeVerdict(verdict)}\n`);
process.stdout.write(`${JSON.stringify(verdict)}\n`, () => process.exit(isClean(verdict) ? 0 : 1));
