import { createDataSource } from '@decnet/persistence';

/** For the ORM's own command line: `DECNET_DB_URL=… npx typeorm migration:generate -d dist/ormconfig.js --esm …` after a build. */
export default createDataSource(process.env.DECNET_DB_URL ?? 'sqlite:.decnet/decnet.db');
