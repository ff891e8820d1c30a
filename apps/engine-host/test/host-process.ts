import { spawn, type ChildProcess } from 'node:child_process';
import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import type { ReadyLine } from '@decnet/engine';

/** Where the build puts a program of this folder: tests run against what is shipped. */
function built(source: URL): string {
  return fileURLToPath(source).replace(/\/apps\/engine-host\/(.*)\.ts$/, '/dist/apps/engine-host/$1.js');
}

export const ECHO_HOST = built(new URL('./echo-host.ts', import.meta.url));
export const MAIN = built(new URL('../src/main.ts', import.meta.url));

export interface HostProcess {
  child: ChildProcess;
  ready: ReadyLine;
  /** Exit code or signal. */
  ended: Promise<number | string | null>;
}

/** Resolves once the host says that it is up; rejects with its exit code when it ends before. */
export async function startHost(program: string, args: readonly string[]): Promise<HostProcess> {
  await access(program).catch(() => { throw new Error(`${program} is missing: run npm run build:server first`); });
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'], env: { PATH: process.env['PATH'], DECNET_LOG_LEVEL: 'silent' } });
  const ended = new Promise<number | string | null>((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
  const ready = await Promise.race([
    new Promise<ReadyLine>((resolve) => createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line) as ReadyLine))),
    ended.then((exit) => { throw Object.assign(new Error(`the host ended with ${exit}`), { exit }); }),
  ]);
  return { child, ready, ended };
}

/** Kills it the hard way and waits until it is gone. */
export async function killHost({ child, ended }: HostProcess): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}
