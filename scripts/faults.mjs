// `npm run test:faults [run…]`: all fault runs in full, on SQLite and MySQL, one after the other; then a table of their verdicts. Fails when anything was
// lost, unexpected or duplicated. A seed that was printed is repeated by DECNET_TEST_SEED.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Table from 'cli-table3';
import { compileFaultTree } from './fault-tree.mjs';

const RUNS = [
  ['kills', '--kills', '100', '--mutators', '1', '--ops', '200'],
  ['kills', '--kills', '100', '--mutators', '3', '--ops', '200'],
  ['points'],
  ['told-failed', '--mutators', '2', '--ops', '400'],
  ['late', '--owners', '1000'],
  ['stopped', '--stops', '10'],
];
/** What is broken there is the same on both databases. */
const ON_SQLITE_ALONE = [['mutants']];

const wanted = process.argv.slice(2);
const isWanted = ([name]) => wanted.length === 0 || wanted.includes(name);
const mysqlScript = resolve(import.meta.dirname, 'test-mysql.sh');

/** @returns its URL, and how to end it; null when there is none and none can be started */
function mysqlServer() {
  const given = process.env.DECNET_TEST_MYSQL_URL;
  if (given) return { url: given, stop: () => {} };
  if (spawnSync('which', ['mariadbd']).status !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'decnet-mysql-'));
  const url = execFileSync(mysqlScript, ['start', folder], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
  const stop = () => {
    execFileSync(mysqlScript, ['stop', folder]);
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, stop };
}

let child;
let brokenOff = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    brokenOff = true;
    child?.kill(signal);
  });
}

/** @returns its verdict; null when it came to none */
function run(tree, args, database) {
  child = spawn(process.execPath, [join(tree, 'program/e2e/faults/main.js'), ...args, '--database', database], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (bytes) => (output += bytes));
  return new Promise((done) => {
    child.on('close', (code) => {
      const said = output.trim().split('\n').at(-1);
      done((code === 0 || code === 1) && said ? JSON.parse(said) : null);
    });
  });
}

/** Of all that is counted, what stands in the table. */
const FIGURES = [
  'ops', 'kills', 'at work', 'deaths', 'engine calls told failed', 'commits told failed', 'late owners refused', 'stopped in their work', 'mutants', 'turned red',
];

function row(args, verdict) {
  if (!verdict) return [args.join(' '), '', '', '', 'no verdict', '', '', ''];
  const { run: name, seed, counts, lost, unexpected, duplicated, recovered } = verdict;
  const figures = FIGURES.filter((what) => what in counts);
  return [name, seed, `${counts.seconds} s`, figures.map((what) => `${counts[what]} ${what}`).join(', '), lost.length, unexpected.length, duplicated.length, recovered];
}

const mysql = mysqlServer();
const tree = compileFaultTree();
const plan = [
  ...RUNS.map((args) => ({ args, database: 'sqlite' })),
  ...(mysql ? RUNS.map((args) => ({ args, database: mysql.url })) : []),
  ...ON_SQLITE_ALONE.map((args) => ({ args, database: 'sqlite' })),
].filter(({ args }) => isWanted(args));
const table = new Table({ head: ['run', 'seed', 'time', 'figures', 'lost', 'unexpected', 'duplicated', 'recovered'], style: { head: [], border: [] } });
let failed = 0;
try {
  for (const { args, database } of plan) {
    if (brokenOff) break;
    const verdict = await run(tree, args, database);
    if (!verdict || verdict.lost.length + verdict.unexpected.length + verdict.duplicated.length > 0) failed += 1;
    table.push(row(args, verdict));
  }
} finally {
  rmSync(tree, { recursive: true, force: true });
  mysql?.stop();
}
console.log(table.toString());
if (!mysql) console.log('skipped: all runs on MySQL (apt-get install -y mariadb-server)');
console.log(`${table.length - failed} of ${plan.length} runs found nothing lost, unexpected or duplicated`);
process.exitCode = failed === 0 && plan.length > 0 && table.length === plan.length ? 0 : 1;
