// A reconciler of the built program with a fake engine, in a process of its own that a test may stop and wake.
// Arguments: database URL, name of the engine host, lease and step of the engine in milliseconds.
// Says `begin <maze>` on standard output when it sets the engine to work; told `rest`, ends its work, says `rested` and begins afresh.
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { connectBus } from '../../dist/libs/bus/src/index.js';
import { FakeEngine } from '../../dist/libs/engine/src/index.js';
import { Reconciler } from '../../dist/libs/mutator/src/reconciler.js';
import { openDatabase } from '../../dist/libs/persistence/src/index.js';

const [, , url, engineHost, leaseMs, stepDelayMs] = process.argv;
const say = (...words) => process.stdout.write(`${words.join(' ')}\n`);
const POLL_MS = 50;

class TellingEngine extends FakeEngine {
  apply(request, ...rest) {
    say('begin', request.scope);
    return super.apply(request, ...rest);
  }
}

const warn = (message) => process.stderr.write(`${message}\n`);
const context = {
  engine: new TellingEngine({ stepDelayMs: Number(stepDelayMs) }),
  database: await openDatabase(url),
  bus: connectBus('null:', warn),
  engineHost,
  owner: randomUUID(),
  leaseMs: Number(leaseMs),
  log: { info: warn, warn },
};

let reconciler;
function begin() {
  reconciler = new Reconciler(context, POLL_MS);
  reconciler.start();
  say('ready');
}

async function rest() {
  await reconciler.stop();
  say('rested');
  begin();
}

const commands = createInterface({ input: process.stdin });
commands.on('line', (line) => { if (line === 'rest') void rest(); });
// Whoever started it is gone: so is it.
commands.on('close', () => process.exit(0));
begin();
