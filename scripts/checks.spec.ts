import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
const CONFIGURATION = ['.oxlintrc.json', '.jscpd.json', 'knip.json', 'tsconfig.json', 'package.json', 'web/package.json', 'web/tsconfig.json'];

let tree: string;
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'decnet-checks-'));
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  for (const path of CONFIGURATION) write(path, readFileSync(join(root, path), 'utf8'));
  for (const folder of ['apps', 'e2e', 'scripts']) mkdirSync(join(tree, folder));
  write('web/src/app/main.tsx', 'export {};');
  write('ormconfig.ts', 'export {};');
  write('libs/bus/src/index.ts', 'export const fine = 1;');
});
afterEach(() => rmSync(tree, { recursive: true }));

function write(path: string, source: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), source);
}

/** Runs a script of package.json in the tree, as `npm run check` does. */
function check(name: string): { failed: boolean; output: string } {
  const PATH = `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH']}`;
  const { status, stdout, stderr } = spawnSync(scripts[name] ?? '', { cwd: tree, shell: true, encoding: 'utf8', env: { ...process.env, PATH, NO_COLOR: '1', NODE_OPTIONS: '' } });
  return { failed: status !== 0, output: stdout + stderr };
}

const lines = (count: number, line: string): string => `${Array.from({ length: count }, (_, i) => line.replaceAll('#', String(i))).join('\n')}\n`;

it.each([
  ['a value of any type', 'no-explicit-any', 'export const x: any = 1;\n'],
  ['a promise that nobody waits for', 'no-floating-promises', 'async function f() {}\nexport function g() { f(); }\n'],
  ['a print outside the command line', 'no-console', "console.log('x');\n"],
  ['a file that is too long', 'max-lines', lines(301, 'export const x# = #;')],
  ['a function that is too long', 'max-lines-per-function', `export function f() {\n${lines(60, '  Math.max(#, 1);')}}\n`],
  ['a loose comparison', 'eqeqeq', 'export const f = (a: unknown) => a == 1;\n'],
])('lint sees %s', (_what, rule, source) => {
  write('libs/bus/src/bad.ts', source);
  const { failed, output } = check('lint');
  expect(output).toContain(`(${rule})`);
  expect(failed).toBe(true);
});

it('typecheck sees a wrong type, in the page, too', () => {
  write('libs/bus/src/bad.ts', "export const x: number = 'one';\n");
  expect(check('typecheck')).toMatchObject({ failed: true, output: expect.stringContaining('TS2322') });
  write('libs/bus/src/bad.ts', 'export const x: number = 1;\n');
  write('web/src/bad.tsx', "export const x: number = 'one';\n");
  expect(check('typecheck')).toMatchObject({ failed: true, output: expect.stringContaining('web/src/bad.tsx') });
});

it('duplicates sees a copy', () => {
  const source = lines(12, 'export function f#(a: number, b: number): number { const c = a * b + #; return c > 3 ? c - 1 : c + 1; }');
  write('libs/bus/src/one.ts', source);
  write('libs/capture/src/two.ts', source);
  expect(check('duplicates')).toMatchObject({ failed: true, output: expect.stringContaining('Clone found') });
});

it('deadcode sees a file and an export that nobody uses', () => {
  write('libs/bus/src/index.ts', "export { used } from './inner.js';\n");
  write('libs/bus/src/inner.ts', 'export const used = 1;\nexport const forgotten = 2;\n');
  write('libs/bus/src/orphan.ts', 'export const x = 1;\n');
  const { failed, output } = check('deadcode');
  expect(failed).toBe(true);
  expect(output).toMatch(/Unused files[\s\S]*orphan\.ts/);
  expect(output).toMatch(/Unused exports[\s\S]*forgotten/);
});

it('what is fine passes lint, types and duplicates', () => {
  for (const name of ['lint', 'typecheck', 'duplicates']) expect({ name, ...check(name) }).toMatchObject({ name, failed: false });
});

it('the whole check fails when one of its parts does, and says which', () => {
  cpSync(join(root, 'scripts/check.mjs'), join(tree, 'scripts/check.mjs'));
  const own = { lint: 'exit 0', boundaries: 'exit 0', deadcode: 'exit 0', duplicates: 'exit 0', typecheck: 'echo broken here; exit 1', 'openapi:check': 'exit 0' };
  write('package.json', JSON.stringify({ scripts: own }));
  const { status, stdout } = spawnSync(process.execPath, [join(tree, 'scripts/check.mjs')], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stdout).toMatch(/FAIL typecheck[\s\S]*broken here/);
  expect(stdout).toContain('5 of 6 checks passed');
  write('package.json', JSON.stringify({ scripts: { ...own, typecheck: 'exit 0' } }));
  expect(spawnSync(process.execPath, [join(tree, 'scripts/check.mjs')]).status).toBe(0);
});
