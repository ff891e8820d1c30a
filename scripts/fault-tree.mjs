// Compiles the program together with its fault runs, into a folder of its own: what is killed, stopped and mutated there is nobody else's.
// As a program it prints the folder; whoever asked for it removes it, and with it the mutants that the runs put beside the program.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const SOURCES = ['apps', 'libs', 'e2e/faults', 'e2e/support'];
/** What the program itself is built without. */
const NEEDED_HERE = 'libs/testing/';

/** @returns the folder; what starts a run is its `program/e2e/faults/main.js` */
export function compileFaultTree() {
  // Beneath node_modules, so that the compiled files find their packages.
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'decnet-faults-'));
  const config = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
  config.exclude = config.exclude.filter((pattern) => pattern !== NEEDED_HERE);
  config.jsc.baseUrl = root;
  writeFileSync(join(folder, 'swc.json'), JSON.stringify(config));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const program = join(folder, 'program');
  const swc = join(root, 'node_modules/@swc/cli/bin/swc.js');
  execFileSync(process.execPath, [swc, ...SOURCES, '-d', program, '--config-file', join(folder, 'swc.json'), '--quiet'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  return folder;
}

if (process.argv[1] === import.meta.filename) console.log(compileFaultTree());
