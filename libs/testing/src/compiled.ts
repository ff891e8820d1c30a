import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../../..');
const SOURCES = ['libs/persistence', 'libs/domain', 'libs/contract'];

/** The database library as other processes can import it, made from the sources as they are now. */
export interface CompiledPersistence {
  /** Runs an ES module in a process of its own, with `persistence` imported; resolves with its standard output. @throws what it wrote to standard error */
  run(script: string): Promise<string>;
  remove(): Promise<void>;
}

export async function compilePersistence(): Promise<CompiledPersistence> {
  // Beneath node_modules, so that the compiled files find their packages.
  const cache = join(ROOT, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'decnet-'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await promisify(execFile)(process.execPath, [join(ROOT, 'node_modules/@swc/cli/bin/swc.js'), ...SOURCES, '-d', folder, '--quiet'], { cwd: ROOT });
  const entry = pathToFileURL(join(folder, 'libs/persistence/src/index.js')).href;
  return {
    run: (script) => runModule(`import * as persistence from ${JSON.stringify(entry)};\n${script}`),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function runModule(source: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => { output.stdout += chunk.toString(); });
    child.stderr.on('data', (chunk: Buffer) => { output.stderr += chunk.toString(); });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(output.stdout) : reject(new Error(`exit ${code}: ${output.stderr}`))));
  });
}
