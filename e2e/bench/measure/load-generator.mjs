// One run of autocannon: gets its options as a message, answers with what it measured.
import autocannon from 'autocannon';
import { editRequests } from './edit-requests.mjs';

const JSON_TYPE = { 'content-type': 'application/json' };

/** From the first request to the last answer; the tool's own clock counts whole seconds. */
function run(options) {
  return new Promise((done, fail) => {
    const since = performance.now();
    let last = since;
    const instance = autocannon(options, (error, result) => (error ? fail(error) : done({ ...result, seconds: (last - since) / 1_000 })));
    instance.on('response', () => { last = performance.now(); });
  });
}

async function measure({ mazeToEdit, expected = 200, headers = {}, ...options }) {
  const requests = mazeToEdit ? editRequests(mazeToEdit).map((request) => ({ ...request, method: 'POST', headers: { ...headers, ...JSON_TYPE } })) : undefined;
  const { requests: done, latency, seconds, statusCodeStats, errors } = await run({ ...options, headers, ...(requests && { requests }) });
  const statuses = Object.keys(statusCodeStats);
  if (done.total === 0 || errors > 0 || statuses.some((status) => Number(status) !== expected)) {
    throw new Error(`${options.url}: ${done.total} answers, ${errors} errors, status ${JSON.stringify(statusCodeStats)}`);
  }
  return { answers: done.total, rate: done.total / seconds, p50: latency.p50, p99: latency.p99 };
}

function answer(message) {
  process.send(message, () => process.exit());
}

process.once('message', (options) => {
  measure(options).then((result) => answer({ result }), (error) => answer({ fault: String(error.stack) }));
});
