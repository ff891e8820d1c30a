import { randomUUID } from 'node:crypto';
import type { UserResponse } from '@decnet/contract';
import { PASSWORD } from '../support/accounts.js';
import type { SampleMaze } from '../support/sample-maze.js';

/** What a request is made of: a maze of the caller's with something in its queue, and a user. */
export interface Own extends QueuedMaze { user: UserResponse }
export interface QueuedMaze extends SampleMaze { mutationId: string }

export interface Verdict {
  /** The least that is needed. */
  for: 'everybody' | 'signed in' | 'viewer' | 'admin';
  /** What whoever may gets for this request on an object of their own. */
  status: number;
  body?(own: Own): unknown;
  query?(own: Own): string;
  /** Never ends by itself. */
  stream?: true;
}

const open = (status = 200): Verdict => ({ for: 'everybody', status });
const reading = (query?: Verdict['query']): Verdict => ({ for: 'viewer', status: 200, query });
const writing = (status: number, body?: Verdict['body']): Verdict => ({ for: 'admin', status, body });
const stream: Verdict = { for: 'viewer', status: 200, stream: true };

/** One line for every route of the API. A new route needs a line here: who may, and a request that succeeds. */
export const VERDICTS: Readonly<Record<string, Verdict>> = {
  'GET /health/live': open(),
  'GET /health/ready': open(),
  'GET /metrics': open(),
  'GET /api/docs': open(),
  'GET /api/docs-json': open(),
  'GET /api/docs/start.js': open(),
  'GET /api/docs/swagger-ui-bundle.js': open(),
  'GET /api/docs/swagger-ui.css': open(),
  'POST /api/v1/auth/login': { ...open(), body: ({ user }) => ({ username: user.username, password: PASSWORD }) },
  'POST /api/v1/auth/logout': { for: 'signed in', status: 204 },
  'POST /api/v1/auth/change-password': { for: 'signed in', status: 200, body: () => ({ oldPassword: PASSWORD, newPassword: 'quite another' }) },
  'GET /api/v1/auth/me': { for: 'signed in', status: 200 },
  'GET /api/v1/users': writing(200),
  'POST /api/v1/users': writing(201, () => ({ username: `made-${randomUUID()}`, password: PASSWORD, role: 'viewer' })),
  'PATCH /api/v1/users/:id': writing(200, () => ({ role: 'admin' })),
  'DELETE /api/v1/users/:id': writing(204),
  'GET /api/v1/topologies/services': reading(),
  'GET /api/v1/topologies/archetypes': reading(),
  'GET /api/v1/topologies/next-subnet': reading(() => '?base=172.20'),
  'GET /api/v1/topologies/:id/lans/:lanId/next-ip': reading(),
  'GET /api/v1/topologies': reading(),
  'POST /api/v1/topologies': writing(201, () => ({ name: randomUUID(), depth: 1, seed: 1 })),
  'POST /api/v1/topologies/blank': writing(201, () => ({ name: randomUUID() })),
  'POST /api/v1/topologies/import': writing(201, () => ({ decnet: 1, name: randomUUID(), lans: [], deckies: [], edges: [] })),
  'GET /api/v1/topologies/:id': reading(),
  'PATCH /api/v1/topologies/:id': writing(200, () => ({ name: randomUUID() })),
  'DELETE /api/v1/topologies/:id': writing(204),
  'POST /api/v1/topologies/:id/clone': writing(201),
  'PUT /api/v1/topologies/:id/layout': writing(200, ({ deckyId }) => ({ deckies: { [deckyId]: { x: 1, y: 2 } } })),
  'GET /api/v1/topologies/:id/validate': reading(),
  'GET /api/v1/topologies/:id/plan': reading(),
  'GET /api/v1/topologies/:id/compose': reading(),
  'GET /api/v1/topologies/:id/export': reading(() => '?format=yaml'),
  'POST /api/v1/topologies/:id/deploy': writing(202),
  'POST /api/v1/topologies/:id/teardown': writing(202),
  'GET /api/v1/topologies/:id/status-events': reading(),
  'GET /api/v1/topologies/:id/history': reading(),
  'GET /api/v1/topologies/:id/events': stream,
  'PUT /api/v1/topologies/:id/presence': { for: 'viewer', status: 204, body: ({ deckyId }) => ({ client: randomUUID(), selection: [deckyId] }) },
  'POST /api/v1/topologies/:id/edits': writing(200, () => ({ ops: [{ op: 'add_lan' }] })),
  'POST /api/v1/topologies/:id/rollback': writing(200, () => ({ toVersion: 1 })),
  // Nothing runs here, so those who may are told that.
  'POST /api/v1/topologies/:id/mutations': writing(409, () => ({ ops: [{ op: 'add_lan' }] })),
  'GET /api/v1/topologies/:id/mutations': reading(),
  'DELETE /api/v1/topologies/:id/mutations/:mutationId': writing(200),
  'POST /api/v1/topologies/:id/lans': writing(201, () => ({})),
  'PATCH /api/v1/topologies/:id/lans/:lanId': writing(200, () => ({ name: 'renamed' })),
  'DELETE /api/v1/topologies/:id/lans/:lanId': writing(200),
  'POST /api/v1/topologies/:id/deckies': writing(201, ({ lanId }) => ({ lan: lanId })),
  'PATCH /api/v1/topologies/:id/deckies/:deckyId': writing(200, () => ({ name: 'renamed' })),
  'DELETE /api/v1/topologies/:id/deckies/:deckyId': writing(200),
  'POST /api/v1/topologies/:id/edges': writing(201, () => ({ decky: 'third', lan: 'inner' })),
  'PATCH /api/v1/topologies/:id/edges/:edgeId': writing(200, () => ({ isHome: true })),
  'DELETE /api/v1/topologies/:id/edges/:edgeId': writing(200),
  'GET /api/v1/workers': reading(),
  'GET /api/v1/events': reading(({ id }) => `?topologyId=${id}`),
  'GET /api/v1/events/counts': reading(({ id }) => `?topologyId=${id}`),
  'GET /api/v1/events/stream': stream,
};
