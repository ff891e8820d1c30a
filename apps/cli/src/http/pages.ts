import type { ApiClient, Query } from './client.js';

interface Page<T> {
  data: T[];
  total: number;
}

const PAGE = 500;

/** Every row behind a paged route, page after page, until `wanted` of them. */
export async function allRows<T>(client: ApiClient, path: string, query: Query = {}, wanted = Number.POSITIVE_INFINITY): Promise<T[]> {
  const rows: T[] = [];
  for (;;) {
    const { data, total } = await client.get<Page<T>>(path, { ...query, limit: Math.min(PAGE, wanted - rows.length), offset: rows.length });
    rows.push(...data);
    if (data.length === 0 || rows.length >= Math.min(total, wanted)) return rows;
  }
}
