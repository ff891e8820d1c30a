import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { DomainError, type ErrorCode } from '@decnet/domain';
import { SIGN_OF_LIFE_MS, toProblem, type ApplyMessage, type Engine } from '@decnet/engine';
import { readApply, readEventsQuery, readTeardown } from './requests.js';

type Route = (engine: Engine, request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => Promise<unknown>;

/** Aborts when the other side hangs up, and harmlessly after the answer was sent. */
function hangUp(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}

const ROUTES: Readonly<Record<string, Route>> = {
  'POST /apply': serveApply,
  'POST /teardown': async (engine, request, response) => {
    const body = await readTeardown(request);
    await engine.teardown(body, hangUp(response));
    return {};
  },
  'GET /observe': (engine, _request, _response, query) => engine.observe(query.get('scope') ?? undefined),
  'GET /events': (engine, _request, response, query) => {
    const { after, limit, waitMs } = readEventsQuery(query);
    return engine.events(after, { limit, waitMs, signal: hangUp(response) });
  },
};

const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = { INVALID_REQUEST: 400, NOT_FOUND: 404, STALE_EPOCH: 409, TOO_LARGE: 413 };

/** The engine's port over HTTP; requests wait until the engine is open. Whoever hangs up stops the work that was done for them, before its next step. */
export function engineServer(opening: Promise<Engine>): Server {
  return createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://engine');
    const route = ROUTES[`${request.method} ${url.pathname}`];
    const answer = route ? opening.then((engine) => route(engine, request, response, url.searchParams)) : Promise.reject(new DomainError('NOT_FOUND', 'no such route'));
    answer.then((body) => {
      if (body !== undefined) send(response, 200, body);
    }, (error: unknown) => {
      const problem = toProblem(error);
      send(response, STATUS[problem.code] ?? 500, problem);
    });
  });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Answers a line at a time, so that progress is seen while the work goes on. */
async function serveApply(engine: Engine, request: IncomingMessage, response: ServerResponse): Promise<undefined> {
  const gone = hangUp(response);
  const body = await readApply(request);
  response.writeHead(200, { 'content-type': 'application/x-ndjson' }).flushHeaders();
  const write = (message: ApplyMessage): boolean => response.write(`${JSON.stringify(message)}\n`);
  const life = setInterval(() => response.write('\n'), SIGN_OF_LIFE_MS);
  try {
    write({ result: await engine.apply(body, (progress) => write({ progress }), gone) });
  } catch (error) {
    write({ problem: toProblem(error) });
  } finally {
    clearInterval(life);
    response.end();
  }
  return undefined;
}
