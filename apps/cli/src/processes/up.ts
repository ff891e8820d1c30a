import { firstAdminNotice } from '../../../api/src/first-admin-notice.js';
import type { ExitCode } from '../exit.js';
import type { Io } from '../io.js';
import { readSettings } from '../session/connect.js';
import { masterLogger } from './logging.js';
import { startMaster } from './master.js';
import { untilStopped } from './until-stopped.js';

/** `decnet up`: resolves when it was stopped. @throws CommandError when it cannot start */
export async function up(io: Io, flags: Readonly<Record<string, unknown>>): Promise<ExitCode> {
  const config = readSettings(io, flags, { busUrl: 'memory:' });
  const master = await startMaster({ config, logger: masterLogger(config), adminPassword: config.adminPassword?.reveal() });
  if (master.firstAdmin) io.out(firstAdminNotice(master.firstAdmin).trimEnd());
  io.out(`DECNET runs at ${master.url}; Ctrl-C stops it.`);
  return untilStopped(io, master.stop);
}
