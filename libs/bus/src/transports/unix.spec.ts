import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Inbox } from '../../test/inbox.js';
import { frame } from '../../test/raw-client.js';
import { BusService } from '../bus.service.js';
import { FrameReader } from '../wire/frame-reader.js';
import { UnixTransport } from './unix.js';

let folder: string;
let server: Server;
let bus: BusService;
let complaints: string[];
let sockets: Socket[];
/** What the client said, since its latest connection. */
let heard: string[];
let look: () => void;

/** A broker that says what a test makes it say, and nothing else. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'decnet-unix-'));
  [complaints, sockets, heard, look] = [[], [], [], () => undefined];
  server = createServer((socket) => {
    sockets.push(socket);
    heard = [];
    const reader = new FrameReader((bytes, start, headerEnd) => heard.push(bytes.toString('latin1', start, headerEnd)) > 0);
    socket.on('data', (chunk) => {
      reader.push(chunk);
      look();
    });
    socket.on('error', () => undefined);
  });
  server.listen(join(folder, 's'));
  await once(server, 'listening');
  bus = new BusService(new UnixTransport(join(folder, 's'), 'test', (message) => complaints.push(message)));
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await bus.close();
  server.close();
  rmSync(folder, { recursive: true });
});

const untilHeard = (condition: () => boolean): Promise<void> => new Promise((resolve) => {
  look = () => { if (condition()) resolve(); };
  look();
});
const say = (...frames: Buffer[]): void => { sockets.at(-1)!.write(Buffer.concat(frames)); };

it('says who it is and what it subscribes to before anything else', async () => {
  bus.publishSafely('a', 'x', 1);
  bus.subscribe('a', () => undefined);
  await untilHeard(() => heard.length === 3);
  expect(heard).toEqual(['HELLO test', 'SUB a', 'PUB a']);
});

it('takes a subscription that was left and made again to stand when the second is answered', async () => {
  await untilHeard(() => heard.length > 0);
  bus.subscribe('a', () => undefined).close();
  const inbox = new Inbox(bus, 'a');
  let stands = false;
  void inbox.subscription.ready.then(() => { stands = true; });
  await untilHeard(() => heard.filter((header) => header === 'SUB a').length === 2 || heard.at(-1) === 'SUB a');
  const asked = heard.filter((header) => header === 'SUB a').length;
  expect([asked, heard.filter((header) => header === 'UNSUB a').length]).toEqual([2, 1]);
  const other = new Inbox(bus, 'b');
  say(frame('OK SUB a'), frame('OK UNSUB a'), frame('OK SUB b'));
  await other.subscription.ready;
  expect(stands).toBe(false);
  say(frame('OK SUB a'));
  await inbox.subscription.ready;
});

it('a LAG is a gap for everybody; what is no JSON, no known verb or for nobody is passed over', async () => {
  const inboxes = [new Inbox(bus, 'a'), new Inbox(bus, 'b.>')];
  await untilHeard(() => heard.length === 3);
  say(frame('OK HELLO test'), frame('OK SUB a'), frame('OK SUB b.>'));
  await Promise.all(inboxes.map(({ subscription }) => subscription.ready));
  const before = inboxes.map(({ gaps }) => gaps);
  say(frame('LAG 17'), frame('EVT a', '{'), frame('NEW verb'), frame('EVT c', '{}'), frame('EVT a', '{"payload": "after"}'));
  await inboxes[0]!.has('after');
  expect(inboxes.map(({ gaps }, at) => gaps - before[at]!)).toEqual([1, 1]);
  expect(complaints).toEqual(['a message on a is no JSON']);
});

it.each([
  ['what is no frame', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), 'does not speak'],
  ['an ERR', frame('ERR ANSWERS_NOT_READ'), 'ANSWERS_NOT_READ'],
])('after %s it connects again, and the log says why', async (_what, bytes, why) => {
  const inbox = new Inbox(bus, 'a');
  await untilHeard(() => heard.length === 2);
  sockets[0]!.end(bytes);
  await untilHeard(() => sockets.length === 2 && heard.length === 2);
  say(frame('OK HELLO test'), frame('OK SUB a'));
  await inbox.subscription.ready;
  expect(complaints.join('\n')).toContain(why);
});
