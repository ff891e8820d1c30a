import { AsyncLocalStorage } from 'node:async_hooks';

export interface RequestContext {
  requestId: string;
  /** Name of who asks; absent on public routes. */
  actor?: string;
}

/** Follows a request through everything it awaits, so that a log line written deep inside still names it. */
export const requestContext = new AsyncLocalStorage<RequestContext>();
