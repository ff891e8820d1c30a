import type { TopologyListQuery } from '@decnet/contract';
import { TOPOLOGY_STATUSES, type TopologyStatus } from '@decnet/domain';

export const PAGE_SIZE = 20;

/** What the list shows; kept in the address, so that it can be bookmarked and the back button works. */
export interface ListView { q: string; status: TopologyStatus | null; page: number }

/** Reads the address; whatever makes no sense there is ignored. */
export function readListView(search: URLSearchParams): ListView {
  const status = TOPOLOGY_STATUSES.find((known) => known === search.get('status')) ?? null;
  const page = Number(search.get('page') ?? 1);
  return { q: (search.get('q') ?? '').slice(0, 64), status, page: Number.isInteger(page) && page > 0 ? page : 1 };
}

export function writeListView(view: ListView): URLSearchParams {
  const search = new URLSearchParams();
  if (view.q !== '') search.set('q', view.q);
  if (view.status !== null) search.set('status', view.status);
  if (view.page > 1) search.set('page', String(view.page));
  return search;
}

export function toApiQuery(view: ListView): TopologyListQuery {
  return { q: view.q === '' ? undefined : view.q, status: view.status ?? undefined, limit: PAGE_SIZE, offset: (view.page - 1) * PAGE_SIZE };
}
