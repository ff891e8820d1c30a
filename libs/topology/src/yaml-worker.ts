import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { DomainError, invalidRequest } from '@decnet/domain';
import pLimit from 'p-limit';

/** The largest maze that is taken needs some four seconds; what needs longer was made to. */
const PATIENCE_MS = 12_000;
const MEMORY_MIB = 1_024;

const OPTIONS = {
  /** Anchors may stand for each other at most this often: a document of a few lines must not unfold into gigabytes. */
  maxAliasCount: 100,
  /** Whatever the document says of itself: no dates, sets or binaries. */
  schema: 'core',
  logLevel: 'error',
};

/** In plain JavaScript, because a thread loads neither TypeScript nor what a test runner has transformed. */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const { parse } = require(workerData.library);
let answer;
try {
  answer = { document: parse(workerData.text, workerData.options) };
} catch (error) {
  answer = { failure: String(error.message).split('\\n')[0] };
}
parentPort.postMessage(answer);
`;

type Answer = { document: unknown } | { failure: string };

const inTurn = pLimit(1);

/**
 * Parses YAML in a thread of its own, one document after another, and gives up in time: a megabyte of brackets takes its parser minutes, in
 * which this process would answer nobody.
 * @throws DomainError INVALID_REQUEST when it is no YAML, LIMIT when it takes too long or too much memory
 */
export function parseYaml(text: string): Promise<unknown> {
  return inTurn(async () => {
    const answer = await parseInThread(text);
    if ('document' in answer) return answer.document;
    throw invalidRequest([{ path: 'body', message: `not YAML: ${answer.failure}` }]);
  });
}

function parseInThread(text: string): Promise<Answer> {
  const library = createRequire(import.meta.url).resolve('yaml');
  const worker = new Worker(PROGRAM, { eval: true, workerData: { library, text, options: OPTIONS }, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MIB } });
  return new Promise<Answer>((resolve, reject) => {
    const giveUp = (why: string): void => reject(new DomainError('LIMIT', `the document ${why}: import it as JSON`));
    const timer = setTimeout(() => giveUp('takes too long to read'), PATIENCE_MS);
    worker.once('message', resolve);
    worker.once('error', (error: NodeJS.ErrnoException) => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? giveUp('takes too much memory to read') : reject(error)));
    worker.once('exit', () => {
      clearTimeout(timer);
      giveUp('could not be read');
    });
  }).finally(() => void worker.terminate());
}
