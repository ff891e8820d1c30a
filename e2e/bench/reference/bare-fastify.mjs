// The least that can answer these bytes: node bare-fastify.mjs <port> <folder>, where <folder>/<name>.json is what GET /<name> says.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Fastify from 'fastify';

const [port, folder] = process.argv.slice(2);
const app = Fastify();
app.get('/health/live', async () => ({ ok: true }));
for (const name of ['list', 'maze']) {
  const bytes = readFileSync(join(folder, `${name}.json`));
  app.get(`/${name}`, (_request, reply) => void reply.header('content-type', 'application/json; charset=utf-8').send(bytes));
}
await app.listen({ port: Number(port), host: '127.0.0.1' });
