import { connectBus } from '@decnet/bus';
import { ensureFirstAdmin } from '@decnet/identity';
import { migrate, openDatabase } from '@decnet/persistence';
import { ensureJwtSecret, runProcess } from '@decnet/platform';
import { createApi } from './create-api.js';
import { firstAdminNotice } from './first-admin-notice.js';

await runProcess('api', async (config, logger) => {
  const jwtSecret = ensureJwtSecret(config);
  const database = await openDatabase(config.dbUrl.reveal());
  await migrate(database);
  const password = config.adminPassword?.reveal();
  const firstAdmin = await ensureFirstAdmin(database, password === undefined ? {} : { password });
  if (firstAdmin) process.stdout.write(firstAdminNotice(firstAdmin));
  const bus = connectBus(config.busUrl, (message, error) => logger.warn(message, error));
  const api = await createApi({ config, logger, database, bus, jwtSecret });
  logger.info('listening', { url: await api.listen() });
  return async () => {
    await api.close();
    await bus.close();
    await database.close();
  };
});
