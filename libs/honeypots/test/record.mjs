// Records golden/<name>.json from a real daemon: node record.mjs <name> <port> <modified> <etag>
// The daemon serves golden/index.html as its only document, with the distribution's defaults (LANG=C, as Debian packages it).
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';

const [name, port, modified, etag] = process.argv.slice(2);
const here = new URL('./golden/', import.meta.url);
const cases = JSON.parse(readFileSync(new URL('cases.json', here), 'utf8'));

const expand = (text) => text.replaceAll('{modified}', modified).replaceAll('{etag}', etag)
  .replace(/\{([^{}*]+)\*(\d+)\}/gs, (_, part, times) => part.repeat(Number(times)));

/** Answer to one request on a connection of its own, and whether the server closed it within a second. */
const ask = (request) => new Promise((resolve) => {
  const socket = connect(Number(port), '127.0.0.1', () => socket.write(request, 'latin1'));
  let answer = '';
  let closed = false;
  const timer = setTimeout(() => socket.destroy(), 1000);
  socket.on('data', (chunk) => { answer += chunk.toString('latin1'); });
  socket.on('end', () => { closed = true; });
  socket.on('error', () => { closed = true; });
  socket.on('close', () => { clearTimeout(timer); resolve({ answer, closed }); });
});

const generalise = (answer) => answer.replaceAll(/Date: [^\r]+/g, 'Date: {date}');

const recorded = {};
for (const [title, request] of Object.entries(cases)) {
  const { answer, closed } = await ask(expand(request));
  recorded[title] = { answer: generalise(answer), closed };
}
writeFileSync(new URL(`${name}.json`, here), `${JSON.stringify(recorded, null, 2)}\n`);
