// `npm test`: all of Jest, then what was skipped and why, then one line that says how many tests passed and failed.
// Arguments go to Jest: `npm test -- libs/domain -t hash`.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { summarise } from './test-summary.mjs';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'decnet-test-'));
const resultFile = join(folder, 'result.json');

/** Variables of a DECNET that runs here would reach the processes under test; those for tests are meant. */
function testEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('DECNET_') || name.startsWith('DECNET_TEST_'));
  return { ...Object.fromEntries(kept), NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`.trim() };
}

function runJest() {
  const jest = resolve(root, 'node_modules/jest/bin/jest.js');
  // On two processors Jest would take one worker only.
  const own = ['-w', '2', '--json', `--outputFile=${resultFile}`];
  const child = spawn(process.execPath, [jest, ...own, ...process.argv.slice(2)], { cwd: root, env: testEnvironment(), stdio: ['ignore', 'ignore', 'inherit'] });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((done) => child.on('close', (code) => done(code ?? 1)));
}

/** null when Jest died before it had a result. */
function readResult() {
  try {
    return JSON.parse(readFileSync(resultFile, 'utf8'));
  } catch {
    return null;
  }
}

const code = await runJest();
const { passed, failed, skipped } = summarise(readResult(), process.env.DECNET_TEST_REQUIRE ?? '');
rmSync(folder, { recursive: true, force: true });

// A run of tests picked by name skips all others on purpose.
const picked = process.argv.some((word) => word === '-t' || word.startsWith('--testNamePattern'));
if (skipped.length > 0 && !picked) console.log(`\nSkipped:\n${skipped.map((line) => `  ${line}`).join('\n')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : code;
