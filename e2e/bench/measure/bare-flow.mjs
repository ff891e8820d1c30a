// The page of bare React Flow nodes: built for the bench alone, and served from a folder of its own.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import { dataFolder } from './processes.mjs';

const SOURCE = resolve(import.meta.dirname, '../reference/bare-flow');
/** The tool of the page's own workspace. */
const VITE = resolve(import.meta.dirname, '../../../node_modules/vite/bin/vite.js');
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** @returns its address, and how to stop it */
export async function serveBareFlow() {
  const outDir = dataFolder();
  const { status, stderr } = spawnSync(process.execPath, [VITE, 'build', SOURCE, '--base', './', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'error'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the page of bare nodes was not built: ${stderr}`);
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
