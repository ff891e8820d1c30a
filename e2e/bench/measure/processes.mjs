// Processes that are measured: started from the built tree, on a free port, with a data folder of their own, and ended by their own id.
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const CLI = resolve(import.meta.dirname, '../../../dist/apps/cli/src/main.js');
export const ADMIN_PASSWORD = 'measured-not-guessed';
const START_PATIENCE_MS = 60_000;

/** A benchmark that breaks off leaves neither processes nor folders. */
const running = new Set();
const folders = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

export function dataFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'decnet-bench-data-'));
  folders.add(folder);
  return folder;
}

/** A process whose output goes to a file in `folder`; `stop` resolves when it is gone. */
export function start(args, folder, env = {}, command = process.execPath) {
  const log = join(folder, 'output.log');
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = createWriteStream(log, { flags: 'a' });
  child.stdout.pipe(output);
  child.stderr.pipe(output);
  running.add(child);
  const gone = new Promise((done) => child.once('exit', done)).then(() => running.delete(child));
  return {
    pid: child.pid,
    output: () => (existsSync(log) ? readFileSync(log, 'utf8') : ''),
    alive: () => child.exitCode === null && child.signalCode === null,
    async stop() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** Asks until it is answered. @returns milliseconds from `since` to the first answer */
export async function untilAnswered(url, server, since = performance.now()) {
  for (;;) {
    const answer = await fetch(url).catch(() => null);
    if (answer) {
      await answer.arrayBuffer();
      return performance.now() - since;
    }
    if (!server.alive() || performance.now() - since > START_PATIENCE_MS) throw new Error(`nothing answers at ${url}:\n${server.output()}`);
    await new Promise((done) => setTimeout(done, 2));
  }
}

/** `decnet <command>`, answering. @returns its address, its process id, how long it took, and how to stop it */
export async function startDecnet(command, folder = dataFolder(), settings = {}) {
  const port = await freePort();
  const env = { DECNET_DATA_DIR: folder, DECNET_PORT: String(port), DECNET_ADMIN_PASSWORD: ADMIN_PASSWORD, DECNET_BUS_URL: 'memory:', ...settings };
  const since = performance.now();
  const server = start([CLI, command], folder, env);
  const url = `http://127.0.0.1:${port}`;
  const answeredMs = await untilAnswered(`${url}/health/live`, server, since);
  return { url, pid: server.pid, answeredMs, stop: server.stop };
}
