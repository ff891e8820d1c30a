import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/problem';

/** A refusal does not get better by asking again; a server that does not answer may. */
function worthRetrying(failures: number, error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500 && failures < 1;
  return failures < 2;
}

export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: worthRetrying, staleTime: 2_000, networkMode: 'always' }, mutations: { networkMode: 'always' } },
});
