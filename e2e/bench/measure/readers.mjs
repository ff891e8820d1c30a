// The clients of an event stream, in a process of their own: { url, tokens, streams per token, changes } as a message; every reader must see every
// change once and in order. Says `ready` when all of them have their snapshot, and then how long after its commit each change arrived.
import http from 'node:http';

const FIELD = 'id: ';

/** One open stream; calls back when it is past its snapshot and whenever a journal row arrives. */
class Reader {
  constructor(url, token, { onReady, onRow, onEnd }) {
    Object.assign(this, { onReady, onRow, tail: '', last: null });
    const request = http.get(url, { headers: { authorization: `Bearer ${token}` }, agent: false }, (response) => {
      if (response.statusCode !== 200) return onEnd(`status ${response.statusCode}`);
      response.setEncoding('utf8').on('data', (text) => this.take(text)).on('close', () => onEnd('the stream ended'));
    });
    request.on('error', (error) => onEnd(String(error)));
  }

  take(text) {
    const blocks = (this.tail + text).split('\n\n');
    this.tail = blocks.pop();
    for (const block of blocks) if (block.startsWith(FIELD)) this.takeEvent(block);
  }

  takeEvent(block) {
    const seq = Number.parseInt(block.slice(FIELD.length), 10);
    if (this.last === null) this.onReady();
    else if (seq !== this.last + 1) throw new Error(`after ${this.last} came ${seq}`);
    else this.onRow(block);
    this.last = seq;
  }
}

function follow({ url, tokens, perToken, changes }, report) {
  const streams = tokens.length * perToken;
  const latencies = new Float64Array(streams * changes);
  let ready = 0;
  let arrived = 0;
  const onReady = () => { if (++ready === streams) report({ ready: true }); };
  const onEnd = (why) => report({ fault: `a reader lost its stream: ${why}` });
  const onRow = (block) => {
    const at = Date.parse(/"at":"([^"]+)"/.exec(block)[1]);
    latencies[arrived++] = performance.timeOrigin + performance.now() - at;
    if (arrived === latencies.length) report({ result: summary(latencies.sort()) });
  };
  for (const token of tokens) for (let n = 0; n < perToken; n += 1) new Reader(url, token, { onReady, onRow, onEnd });
}

function summary(sorted) {
  const at = (share) => sorted[Math.ceil(sorted.length * share) - 1];
  return { arrived: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}

process.on('uncaughtException', (error) => process.send({ fault: String(error.stack) }, () => process.exit(1)));
process.once('message', (order) => follow(order, (message) => process.send(message)));
