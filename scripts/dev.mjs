// `npm run dev`: compiles on every change, restarts the master, and serves the page from source with hot reload.
import { spawn, spawnSync } from 'node:child_process';
import { delimiter, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const env = { ...process.env, PATH: `${resolve(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}` };
const compile = ['apps', 'libs', 'ormconfig.ts', '-d', 'dist', '--quiet'];

// The first compilation must be over before the master can start.
const first = spawnSync('swc', compile, { cwd: root, env, stdio: 'inherit' });
if (first.status !== 0) process.exit(first.status ?? 1);

const start = (command, args, cwd = root) => spawn(command, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
const children = [
  start('swc', [...compile, '--watch']),
  start(process.execPath, ['--watch', '--watch-preserve-output', 'dist/apps/cli/src/main.js', 'up', ...process.argv.slice(2)]),
  start('vite', [], resolve(root, 'web')),
];

let stopping = false;
function stop(code) {
  if (stopping) return;
  stopping = true;
  process.exitCode = code;
  for (const child of children) child.kill('SIGTERM');
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(0));
for (const child of children) child.on('close', (code) => stop(code ?? 1));
