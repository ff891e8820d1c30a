// `npm run check`: everything that can be wrong without running the product. One line per check; fails when any fails.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const { scripts } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));

/** Each is a script of package.json, so that it can be run by itself as well. Longest first. */
const checks = ['lint', 'boundaries', 'deadcode', 'openapi:check', 'duplicates', 'typecheck'];

/** Runs one line of package.json without npm in between, which would cost a third of a second each. */
function run(line) {
  const PATH = `${resolve(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`;
  return new Promise((done) => {
    const child = spawn(line, { cwd: root, shell: true, env: { ...process.env, PATH, FORCE_COLOR: '0', NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (bytes) => (output += bytes));
    child.stderr.on('data', (bytes) => (output += bytes));
    child.on('error', (error) => done({ ok: false, output: String(error) }));
    child.on('close', (code) => done({ ok: code === 0, output }));
  });
}

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`.padStart(7);

async function check(name) {
  const since = performance.now();
  const { ok, output } = await run(scripts[name]);
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(14)}${seconds(since)}`);
  if (!ok) console.log(`${output.trimEnd().replace(/^/gm, '     ')}\n`);
  return ok;
}

/** As many at once as there are processors. */
async function checkAll(names) {
  const queue = [...names];
  const results = [];
  const lane = async () => {
    for (let name = queue.shift(); name; name = queue.shift()) results.push(await check(name));
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, lane));
  return results;
}

const since = performance.now();
if (!existsSync(resolve(root, 'node_modules'))) {
  console.error('nothing is installed yet: npm ci');
  process.exit(2);
}
const results = await checkAll(checks);
const failed = results.filter((ok) => !ok).length;
console.log(`\n${results.length - failed} of ${results.length} checks passed in ${seconds(since).trim()}`);
process.exit(failed === 0 ? 0 : 1);
