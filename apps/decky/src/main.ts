import { ConnectionGate, encodeEvent, handlerFor, seededRandom, systemClock, type ServiceContext } from '@decnet/honeypots';
import { ContainerNet } from './container-net.js';
import { FileKeys } from './file-keys.js';
import { listen } from './listeners.js';
import { readSettings, type DeckySettings } from './settings.js';

/** For operators, on stderr. Of an error only name and code: its message may carry what an intruder typed. */
function log(message: string, error?: unknown): void {
  const { name, code } = (error ?? {}) as { name?: string; code?: string };
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), message, ...(error === undefined ? {} : { error: code ?? name ?? 'unknown' }) })}\n`);
}

function contextOf({ service, config, persona, interfaces, names, keyDirectory }: DeckySettings): ServiceContext {
  return {
    persona, config, log,
    ...(interfaces.length > 0 ? { interfaces } : {}),
    clock: systemClock,
    random: seededRandom(persona.seed, `service ${service}`),
    keys: new FileKeys(keyDirectory),
    net: new ContainerNet(names),
    emit: (event) => { process.stdout.write(`${encodeEvent(event)}\n`); },
  };
}

/** One service of one decky, until SIGTERM. Events are lines of JSON on stdout, one each. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const handler = handlerFor(settings.service);
  if (!handler) throw new Error(`no handler for ${settings.service}`);
  const service = handler.create(contextOf(settings));
  const gate = new ConnectionGate(log);
  const closers = await Promise.all(settings.ports.map((port) => listen(service, port, gate)));
  log(`${settings.service} listens on ${settings.ports.map(({ port, protocol }) => `${port}/${protocol}`).join(', ')}`);
  const stop = async (): Promise<void> => {
    await Promise.all(closers.map((close) => close()));
    await service.close?.();
    // Keys that are being made in advance are not worth waiting for.
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => { void stop(); });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
