import type { BusService } from '@decnet/bus/client';
import type { Command } from 'commander';
import { globalOptions, type Context } from '../../context.js';
import { Misuse, Unreachable } from '../../exit.js';
import { readSettings } from '../../session/connect.js';

const CONNECT_WITHIN_MS = 3_000;

/** The bus of the settings, connected; whoever takes it closes it. @throws Misuse when it reaches nobody else, Unreachable when nobody answers */
export async function openBus({ io }: Context, command: Command): Promise<BusService> {
  const { busUrl } = readSettings(io, globalOptions(command));
  const { connectBus } = await import('@decnet/bus/client');
  let obstacle = 'the bus does not answer';
  let connected = false;
  const bus = connectBus(busUrl, (message) => {
    if (connected) io.err(`decnet: ${message}`);
    else obstacle = message;
  });
  if (!bus.capabilities.crossProcess) throw new Misuse(`the bus ${busUrl} does not reach beyond one process: name another with --bus-url or DECNET_BUS_URL`);
  connected = await bus.flush(CONNECT_WITHIN_MS);
  if (connected) return bus;
  await bus.close();
  throw new Unreachable(obstacle);
}
