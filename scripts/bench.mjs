// `npm run bench [name…]`: runs e2e/bench/*.bench.mjs one after the other, each in a process of its own, and prints their tables.
// A benchmark's default export is `async () => table | table[]`, a table being { title, columns: string[], rows: (string | number)[][], notes?: string[] }.
// `--markdown` prints what the README holds.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import Table from 'cli-table3';

const folder = resolve(import.meta.dirname, '../e2e/bench');
const runner = resolve(import.meta.dirname, 'bench-runner.mjs');
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const markdown = process.argv.includes('--markdown');

/** Settings of a DECNET that runs here must not reach the one that is measured. */
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('DECNET_') || name.startsWith('DECNET_TEST_')));

function asMarkdown({ columns, rows }) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

function asTable({ columns, rows }) {
  const table = new Table({ head: columns, style: { head: [], border: [] } });
  table.push(...rows);
  return table.toString();
}

function print(table) {
  const { title, notes = [] } = table;
  console.log(`\n${markdown ? `### ${title}\n` : title}\n${(markdown ? asMarkdown : asTable)(table)}`);
  for (const note of notes) console.log(markdown ? `\n${note}` : `  ${note}`);
}

/** The tables come back in a file: what a benchmark prints is for people. */
function run(name, results) {
  const resultFile = join(results, `${name}.json`);
  const { status } = spawnSync(process.execPath, ['--expose-gc', runner, join(folder, name), resultFile], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) return false;
  for (const table of JSON.parse(readFileSync(resultFile, 'utf8'))) print(table);
  return true;
}

const benchmarks = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.bench.mjs')).sort() : [];
const names = benchmarks.filter((name) => words.length === 0 || words.some((word) => name.includes(word)));
const [cpu] = cpus();
console.log(`${cpu?.model.trim()}, ${cpus().length} processors, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${process.platform} ${process.arch}`);

const results = mkdtempSync(join(tmpdir(), 'decnet-bench-'));
const broken = names.filter((name) => !run(name, results));
rmSync(results, { recursive: true, force: true });
if (names.length === 0) console.error(`no such benchmark in ${folder}`);
if (broken.length > 0) console.error(`\ndid not finish: ${broken.join(', ')}`);
process.exitCode = broken.length > 0 || names.length === 0 ? 1 : 0;
