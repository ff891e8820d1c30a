import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as { forbidden: { name: string }[] };

interface Violation { rule: { name: string }; from: string; to: string }

let tree: string;
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'decnet-boundaries-'));
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  writeFileSync(join(tree, 'package.json'), JSON.stringify({ dependencies: { '@nestjs/common': '*', typeorm: '*', commander: '*', pino: '*' }, devDependencies: { 'fast-check': '*' } }));
  writeFileSync(join(tree, 'tsconfig.json'), JSON.stringify({ compilerOptions: { paths: { '@decnet/*': ['./libs/*/src/index.ts'] } } }));
});
afterEach(() => rmSync(tree, { recursive: true }));

/** Breaks of the rules in a tree of these files, as `rule: file`. Libs that are only imported are made empty. */
function breaks(files: Record<string, string>): string[] {
  const libs = ['domain', 'contract', 'honeypots', 'persistence', 'bus', 'platform', 'engine', 'topology', 'capture', 'testing'];
  const all = { ...Object.fromEntries(libs.map((lib) => [`libs/${lib}/src/index.ts`, 'export type Empty = 1; export const value = 1;'])), ...files };
  for (const [path, source] of Object.entries(all)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), source);
  }
  const args = [join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'), 'apps', 'libs', 'web', '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json'];
  mkdirSync(join(tree, 'apps'), { recursive: true });
  mkdirSync(join(tree, 'web'), { recursive: true });
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: tree, encoding: 'utf8' });
  if (!stdout) throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[] } };
  return [...new Set(summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`))].sort();
}

const uses = (...names: string[]): string => names.map((name, i) => `import { value as v${i} } from '${name}'; console.log(v${i});`).join('\n');

/** For each rule a file `bad.ts` that breaks it, and what it needs for that. */
const BREAKS: Record<string, Record<string, string>> = {
  'domain-imports': { 'libs/domain/src/bad.ts': uses('@decnet/contract') },
  'contract-imports': { 'libs/contract/src/bad.ts': uses('@decnet/platform') },
  'honeypots-imports': { 'libs/honeypots/src/bad.ts': uses('@decnet/engine') },
  'persistence-imports': { 'libs/persistence/src/bad.ts': uses('@decnet/bus') },
  'bus-imports': { 'libs/bus/src/bad.ts': uses('@decnet/topology') },
  'platform-imports': { 'libs/platform/src/bad.ts': uses('@decnet/persistence') },
  'engine-imports': { 'libs/engine/src/bad.ts': uses('@decnet/platform') },
  'feature libs-imports': { 'apps/api/src/a.ts': 'export const value = 1;', 'libs/topology/src/bad.ts': uses('../../../apps/api/src/a.js') },
  'apps/decky-imports': { 'apps/decky/src/bad.ts': uses('@decnet/engine') },
  'web-imports': { 'web/src/bad.ts': uses('@decnet/bus') },
  'apps-alone': { 'apps/bus/src/a.ts': 'export const value = 1;', 'apps/api/src/bad.ts': uses('../../bus/src/a.js') },
  'agent-without-database': { 'apps/agent/src/bad.ts': uses('@decnet/persistence') },
  'front-doors': { 'libs/capture/src/inner.ts': 'export const value = 1;', 'libs/topology/src/bad.ts': uses('../../capture/src/inner.js') },
  'side-doors-for-cli': { 'libs/platform/src/config/index.ts': 'export const value = 1;', 'libs/topology/src/bad.ts': uses('../../platform/src/config/index.js') },
  'web-takes-types': { 'web/src/bad.ts': uses('@decnet/contract') },
  'fast-commands': { 'apps/cli/src/commands/bad.ts': uses('@decnet/contract') },
  'domain-is-pure': { 'libs/domain/src/bad.ts': "import { readFileSync } from 'node:fs'; console.log(readFileSync);" },
  'typeorm-in-persistence': { 'libs/topology/src/bad.ts': "import { DataSource } from 'typeorm'; console.log(DataSource);" },
  'testing-for-tests': { 'libs/topology/src/bad.ts': uses('@decnet/testing') },
  'no-cycles': { 'libs/bus/src/bad.ts': "import { b } from './other.js'; export const a = () => b;", 'libs/bus/src/other.ts': "import { a } from './bad.js'; export const b = () => a;" },
  resolvable: { 'libs/bus/src/bad.ts': uses('./missing.js') },
  'declared-packages': { 'libs/bus/src/bad.ts': "import fc from 'fast-check'; console.log(fc);" },
};

const baseName = (rule: string, ending: string): string => `bad-${rule.replace(/[^a-z]/g, '-')}${ending}`;
const nameFor = (rule: string, path: string): string => path.replace(/bad\.ts$/, baseName(rule, '.ts'));

it('there is a break on record for every rule', () => {
  expect(Object.keys(BREAKS).sort()).toEqual(forbidden.map(({ name }) => name).sort());
});

it('every rule sees its break', () => {
  // All in one tree, each under a name of its own: starting the cruiser is what takes time.
  const files = Object.entries(BREAKS).flatMap(([rule, own]) => Object.entries(own).map(([path, source]) => [nameFor(rule, path), source.replaceAll('bad.js', baseName(rule, '.js'))]));
  const expected = Object.entries(BREAKS).map(([rule, own]) => `${rule}: ${nameFor(rule, Object.keys(own).find((path) => path.endsWith('bad.ts')) ?? '')}`);
  expect(breaks(Object.fromEntries(files))).toEqual(expect.arrayContaining(expected));
});

it('what the arrows allow breaks nothing', () => {
  expect(breaks({
    'libs/contract/src/good.ts': uses('@decnet/domain'),
    'libs/engine/src/good.ts': uses('@decnet/honeypots', '@decnet/contract', '@decnet/domain'),
    'libs/topology/src/good.ts': uses('@decnet/capture', '@decnet/persistence', '@decnet/engine', '@decnet/bus', '@decnet/platform', '@decnet/contract'),
    'libs/topology/src/good.spec.ts': uses('@decnet/testing'),
    'libs/persistence/src/good.ts': "import { DataSource } from 'typeorm'; console.log(DataSource);",
    'apps/api/src/good.ts': uses('@decnet/topology', '@decnet/platform'),
    'apps/cli/src/processes/good.ts': uses('@decnet/topology', '../../../api/src/good.js'),
    'apps/cli/src/commands/good.ts': "import type { Empty } from '@decnet/contract'; export const run = async (): Promise<Empty> => (await import('../processes/good.js')) as never;",
    'apps/decky/src/good.ts': uses('@decnet/honeypots'),
    'web/src/good.ts': "import type { Empty } from '@decnet/contract'; import { value } from '@decnet/domain'; export const x: Empty = value;",
  })).toEqual([]);
});
