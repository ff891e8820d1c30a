import { execFile, execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describeWith } from '@decnet/testing';
import type { Verdict } from './verdict.js';

const COMPILE = resolve(import.meta.dirname, '../../scripts/fault-tree.mjs');
const LIMIT_MS = 150_000;
/** For queues to be worked off after the last fault. */
const PATIENCE_S = '60';

/** What all of the runs do at length (`npm run test:faults`), briefly. */
const RUNS: readonly (readonly [what: string, args: readonly string[]])[] = [
  ['twelve kills of a mutator', ['kills', '--kills', '12', '--ops', '60']],
  ['twelve kills among three mutators', ['kills', '--kills', '12', '--mutators', '3', '--ops', '60']],
  ['a death at every named point', ['points']],
  ['one in twenty applied but told failed', ['told-failed', '--mutators', '2', '--ops', '100']],
  ['thirty late owners', ['late', '--owners', '30']],
  ['an owner that is stopped past its lease', ['stopped', '--stops', '1']],
];
const MUTANTS = ['no fence', 'no guard when an op is begun', 'no await where the engine may fail'];

let tree: string;
beforeAll(() => { tree = execFileSync(process.execPath, [COMPILE], { encoding: 'utf8' }).trim(); }, 60_000);
afterAll(() => rmSync(tree, { recursive: true, force: true }));

function run(args: readonly string[]): Promise<Verdict> {
  return new Promise((done, fail) => {
    const main = join(tree, 'program/e2e/faults/main.js');
    const seed = process.env.DECNET_TEST_SEED === undefined ? {} : { DECNET_TEST_SEED: process.env.DECNET_TEST_SEED };
    execFile(process.execPath, [main, ...args, '--patience', PATIENCE_S], { env: { PATH: process.env.PATH, ...seed }, timeout: LIMIT_MS, killSignal: 'SIGKILL' }, (_error, output, errors) => {
      process.stdout.write(errors);
      const said = output.trim().split('\n').at(-1);
      if (said) done(JSON.parse(said) as Verdict);
      else fail(new Error(errors));
    });
  });
}

function expectNothingWrong({ seed, lost, unexpected, duplicated }: Verdict): void {
  expect({ seed, lost, unexpected, duplicated }).toEqual({ seed, lost: [], unexpected: [], duplicated: [] });
}

const itHolds = (database: string): void => {
  it.each(RUNS)('%s', async (_what, args) => expectNothingWrong(await run([...args, '--database', database])), LIMIT_MS);
};

describe('a queue under faults on SQLite loses nothing, does nothing twice, and nothing else', () => { itHolds('sqlite'); });
describeWith('mysql', 'a queue under faults on MySQL loses nothing, does nothing twice, and nothing else', itHolds);

describe('the runs themselves', () => {
  it.each(MUTANTS)('turn red with %s', async (mutant) => expectNothingWrong(await run(['mutants', '--mutant', mutant])), LIMIT_MS);
});
