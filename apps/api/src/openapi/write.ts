import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { connectBus } from '@decnet/bus';
import { migrate, openDatabase } from '@decnet/persistence';
import { createLogger, ensureJwtSecret, loadConfig } from '@decnet/platform';
import ts from 'typescript';
import { createApi } from '../create-api.js';
import { buildDocument } from './document.js';
import { sourceMetadata } from './source-metadata.js';

/** Seen from `dist/apps/api/src/openapi`. */
const ROOT = resolve(import.meta.dirname, '../../../../..');
const METADATA = join(ROOT, 'apps/api/src/openapi/metadata.ts');
const DOCUMENT = join(ROOT, 'openapi.json');

/** The document of a real API with an empty database, so that it is the one that is served. */
async function servedDocument(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'decnet-openapi-'));
  const config = loadConfig({ env: {}, flags: { dataDir, dbUrl: 'sqlite::memory:' }, cwd: dataDir });
  const database = await openDatabase(config.dbUrl.reveal());
  const bus = connectBus('null:', () => undefined);
  try {
    await migrate(database);
    const logger = createLogger({ level: 'error', worker: 'openapi' });
    const api = await createApi({ config, logger, database, bus, jwtSecret: ensureJwtSecret(config), webRoot: null });
    await api.app.init();
    const document = await buildDocument(api.app, api.routes);
    await api.close();
    return `${JSON.stringify(document, null, 2)}\n`;
  } finally {
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function currentText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Puts fresh metadata beside this compiled file, where the document is built from it. */
function install(metadata: string): void {
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  writeFileSync(join(import.meta.dirname, 'metadata.js'), ts.transpileModule(metadata, { compilerOptions: options }).outputText);
}

const metadata = sourceMetadata(ROOT);
const metadataIsStale = metadata !== currentText(METADATA);
install(metadata);
const document = await servedDocument();
const documentIsStale = document !== currentText(DOCUMENT);

if (process.argv.includes('--check')) {
  const stale = [...(metadataIsStale ? [METADATA] : []), ...(documentIsStale ? [DOCUMENT] : [])];
  for (const file of stale) process.stderr.write(`${file} is not what the sources say: run npm run openapi\n`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  if (metadataIsStale) writeFileSync(METADATA, metadata);
  if (documentIsStale) writeFileSync(DOCUMENT, document);
}
