import { createInterface } from 'node:readline';
import { inspect } from 'node:util';
import { Logger } from '@nestjs/common';
import { connectBus } from '@decnet/bus';
import { EngineClient } from '@decnet/engine';
import { MutatorRunner, type MutatorOptions } from '@decnet/mutator';
import { openDatabase } from '@decnet/persistence';
import { appliedButToldFailed } from '@decnet/testing';
import { FaultyEngine } from '../support/faulty-engine.js';
import type { MutatorProcessOptions, Orders } from './mutator-options.js';

/**
 * A mutator in a process of its own, made to be killed. Its one argument are {@link MutatorProcessOptions} in JSON. It loads, says `loaded`, and waits
 * to be told `go` with its {@link Orders}; then it says `ready`, and `at <point> <maze>` at every checkpoint. Told `stop`, it comes to an orderly end.
 */
const { databaseUrl, socketPath, engineHost, leaseMs, toldFailed } = JSON.parse(process.argv[2]!) as MutatorProcessOptions;
const POLL_MS = 50;
const LOOK_MS = 500;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const warn = (message: string, error?: unknown): void => void process.stderr.write(`${message} ${error === undefined ? '' : inspect(error)}\n`);
Logger.overrideLogger({ log: () => undefined, warn, error: warn });

function checkpointOf({ dieAt }: Orders): MutatorOptions['checkpoint'] {
  let passages = 0;
  return (point, topologyId) => {
    say(`at ${point} ${topologyId}`);
    if (point !== dieAt?.point || topologyId !== dieAt.topologyId) return;
    passages += 1;
    if (passages === dieAt.passage) process.kill(process.pid, 'SIGKILL');
  };
}

/** @returns what ends it */
async function begin(orders: Orders): Promise<() => Promise<void>> {
  const faults = toldFailed === undefined ? undefined : appliedButToldFailed(toldFailed);
  const database = await openDatabase(databaseUrl, { faults });
  const client = new EngineClient(socketPath);
  const engine = toldFailed === undefined ? client : new FaultyEngine(client, toldFailed);
  const options = { engine, engineHost, leaseMs, owner: orders.owner, pollMs: POLL_MS, lookMs: LOOK_MS, checkpoint: checkpointOf(orders) };
  const runner = new MutatorRunner(options, database, connectBus('null:', warn));
  await runner.onApplicationBootstrap();
  say('ready');
  return async () => {
    await runner.beforeApplicationShutdown();
    await database.close();
    if (engine instanceof FaultyEngine) say(`injected ${engine.injected} ${faults!.injected}`);
  };
}

let end: (() => Promise<void>) | undefined;
const commands: Readonly<Record<string, (orders: string) => Promise<void>>> = {
  go: async (orders) => { end = await begin(JSON.parse(orders) as Orders); },
  stop: async () => {
    await end?.();
    process.exit(0);
  },
};
const input = createInterface({ input: process.stdin });
input.on('line', (line) => {
  const [command = '', orders = ''] = line.split(/ (.*)/s);
  commands[command]!(orders).catch((error: unknown) => {
    warn(`could not ${line}:`, error);
    process.exit(1);
  });
});
// Whoever started it is gone: so is it.
input.on('close', () => process.exit(0));
say('loaded');
