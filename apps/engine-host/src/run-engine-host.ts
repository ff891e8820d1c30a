import { mkdir } from 'node:fs/promises';
import { engineSocketPath, type LocalEngine, type ReadyLine } from '@decnet/engine';
import { listenOnSocket } from '@decnet/platform/sockets';
import type { Logger } from 'pino';
import { engineServer } from './engine-server.js';
import { withoutWords } from './log.js';

export interface EngineHostOptions {
  dataDir: string;
  /** Started by a supervisor that holds the other end of standard input; the host ends when that end does. */
  parent: boolean;
  openEngine(): Promise<LocalEngine>;
  log: Logger;
}

/** A stop that takes longer is cut short: sessions and listeners go with the process anyway. */
const STOP_PATIENCE_MS = 1_500;
const ORPHANED = 'the parent is gone';

/** Serves the engine until a signal or the loss of the parent ends this process. Rejects with SocketInUse where another host is alive. */
export async function runEngineHost({ dataDir, parent, openEngine, log }: EngineHostOptions): Promise<void> {
  surviveHandlers(log);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  let opened: (engine: LocalEngine) => void = () => undefined;
  const opening = new Promise<LocalEngine>((resolve) => { opened = resolve; });
  const server = engineServer(opening);
  const socket = engineSocketPath(dataDir);
  // The socket comes before the engine: it is what keeps a second host off the state directory.
  await listenOnSocket(server, { path: socket, program: 'engine host' });
  const engine = await openEngine();
  opened(engine);
  whenToStop(parent, (reason) => {
    log.info({ reason }, 'stopping');
    const leave = reason === ORPHANED ? dropDead : (code: number) => process.exit(code);
    setTimeout(() => leave(1), STOP_PATIENCE_MS).unref();
    server.close();
    server.closeAllConnections();
    engine.close().then(() => leave(0), (error: unknown) => {
      log.error({ error: withoutWords(error) }, 'stopping failed');
      leave(1);
    });
  });
  const { generation } = await engine.observe();
  const ready: ReadyLine = { ready: true, pid: process.pid, generation, socket };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  log.info({ generation, socket }, 'engine host is up');
}

/** An exit waits for keys that are being made, which takes seconds, and nobody is left to be told its code. */
function dropDead(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** Calls back once, for whatever comes first. */
function whenToStop(parent: boolean, stop: (reason: string) => void): void {
  let stopping = false;
  const once = (reason: string) => (): void => {
    if (!stopping) stop(reason);
    stopping = true;
  };
  process.on('SIGTERM', once('SIGTERM'));
  // A supervised host leaves Ctrl-C, which reaches the whole terminal group, to its supervisor.
  process.on('SIGINT', parent ? () => undefined : once('SIGINT'));
  if (!parent) return;
  const lost = once(ORPHANED);
  process.stdin.on('end', lost).on('close', lost).on('error', lost).resume();
}

/** An error that escapes from one session's library must not end the decoys of everybody else. */
function surviveHandlers(log: Logger): void {
  process.stdout.on('error', () => undefined);
  process.on('uncaughtException', (error) => log.error({ error: withoutWords(error) }, 'an error escaped its session'));
  process.on('unhandledRejection', (error) => log.error({ error: withoutWords(error) }, 'a rejection escaped its session'));
}
