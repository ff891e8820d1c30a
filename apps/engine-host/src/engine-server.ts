import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { DomainError, type ErrorCode } from '@decnet/domain';
import { KnownPlans, planFrom, SIGN_OF_LIFE_MS, statesDelta, toProblem, type ApplyBody, type ApplyMessage, type ApplyVerdict, type Engine, type ProgressListener } from '@decnet/engine';
import { readApply, readEventsQuery, readTeardown } from './requests.js';

type Route = (host: Host, request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => Promise<unknown>;

/** What the routes serve. */
interface Host { engine: Engine; plans: KnownPlans }

/** Aborts when the other side hangs up, and harmlessly after the answer was sent. */
function hangUp(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}

const ROUTES: Readonly<Record<string, Route>> = {
  'POST /apply': serveApply,
  'POST /teardown': async ({ engine, plans }, request, response) => {
    const body = await readTeardown(request);
    plans.forget(body.scope);
    await engine.teardown(body, hangUp(response));
    return {};
  },
  'GET /observe': ({ engine }, _request, _response, query) => engine.observe(query.get('scope') ?? undefined),
  'GET /events': ({ engine }, _request, response, query) => {
    const { after, limit, waitMs } = readEventsQuery(query);
    return engine.events(after, { limit, waitMs, signal: hangUp(response) });
  },
};

const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = { INVALID_REQUEST: 400, NOT_FOUND: 404, STALE_EPOCH: 409, TOO_LARGE: 413 };

/** The engine's port over HTTP; requests wait until the engine is open. Whoever hangs up stops the work that was done for them, before its next step. */
export function engineServer(opening: Promise<Engine>): Server {
  const plans = new KnownPlans();
  return createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://engine');
    const route = ROUTES[`${request.method} ${url.pathname}`];
    const answer = route ? opening.then((engine) => route({ engine, plans }, request, response, url.searchParams)) : Promise.reject(new DomainError('NOT_FOUND', 'no such route'));
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
async function serveApply({ engine, plans }: Host, request: IncomingMessage, response: ServerResponse): Promise<undefined> {
  const gone = hangUp(response);
  const body = await readApply(request);
  response.writeHead(200, { 'content-type': 'application/x-ndjson' }).flushHeaders();
  const write = (message: ApplyMessage): boolean => response.write(`${JSON.stringify(message)}\n`);
  const life = setInterval(() => response.write('\n'), SIGN_OF_LIFE_MS);
  try {
    write(await verdictOf({ engine, plans }, body, (progress) => write({ progress }), gone));
  } catch (error) {
    write({ problem: toProblem(error) });
  } finally {
    clearInterval(life);
    response.end();
  }
  return undefined;
}

async function verdictOf({ engine, plans }: Host, { scope, epoch, token, plan: whole, since }: ApplyBody, onProgress: ProgressListener, gone: AbortSignal): Promise<ApplyVerdict> {
  const base = since && plans.latest(scope);
  if (since && base?.token !== since.base) return { unknownBase: true };
  const plan = whole ?? planFrom(base!.plan, since!.delta);
  const known = plans.remember(scope, token, plan);
  const result = await engine.apply({ scope, epoch, plan }, onProgress, gone);
  known.states = result.deckies;
  if (!base?.states) return { result, since: null };
  return { result: { ...result, deckies: statesDelta(base.states, result.deckies) }, since: base.token };
}
