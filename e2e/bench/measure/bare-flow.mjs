// The page of bare React Flow nodes: built for the bench alone, and served from a folder of its own.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import { build } from 'vite';
import { dataFolder } from './processes.mjs';

const SOURCE = resolve(import.meta.dirname, '../reference/bare-flow');
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** @returns its address, and how to stop it */
export async function serveBareFlow() {
  const outDir = dataFolder();
  await build({ root: SOURCE, base: './', logLevel: 'error', build: { outDir, emptyOutDir: true, target: 'es2022' } });
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url, 'http://bench').pathname);
    const file = join(outDir, path === '/' ? 'index.html' : path);
    try {
      const body = readFileSync(file);
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => new Promise((done) => server.close(done)) };
}
