// Load from a process of its own, so that making it does not slow down what answers it.
import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { processorMs } from './kernel.mjs';

const GENERATOR = resolve(import.meta.dirname, 'load-generator.mjs');

/**
 * @param options of autocannon: url, connections, duration in seconds or amount, headers; the status to expect, `mazeToEdit` for a load of edits
 * @param pid of the process that answers
 * @returns { rate per second, p50 and p99 in milliseconds, processor: microseconds that the process spent per answer }
 */
export async function load({ pid, ...options }) {
  const before = processorMs(pid);
  const { answers, ...result } = await generate(options);
  return { ...result, processor: ((processorMs(pid) - before) * 1_000) / answers };
}

function generate(options) {
  return new Promise((done, fail) => {
    const child = fork(GENERATOR);
    child.once('message', ({ result, fault }) => (fault === undefined ? done(result) : fail(new Error(fault))));
    child.once('exit', (code) => fail(new Error(`the load generator ended with ${code}`)));
    child.send(options);
  });
}

/**
 * Loads every target in turn, again and again, so that all of them meet the same machine; the first turn only warms up.
 * @param beside called in every turn, too @returns runs by target
 */
export async function loadInTurns(targets, turns, beside = () => undefined) {
  const runs = new Map(targets.map((target) => [target, []]));
  for (let turn = 0; turn <= turns; turn += 1) {
    for (const target of targets) {
      const result = await load(target);
      if (turn > 0) runs.get(target).push(result);
    }
    beside();
  }
  return runs;
}
