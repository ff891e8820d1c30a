import { describe, expect, it } from '@jest/globals';
import { readListView, toApiQuery, writeListView } from './listQuery';

describe('the list in the address', () => {
  it('comes back as it was written', () => {
    const view = { q: 'bank & co', status: 'active', page: 3 } as const;
    expect(readListView(writeListView(view))).toEqual(view);
  });

  // Guards the page against a hand-written address: nonsense must not reach the server as a 400.
  it('ignores nonsense', () => {
    expect(readListView(new URLSearchParams('status=banana&page=-2'))).toEqual({ q: '', status: null, page: 1 });
  });

  it('asks the server for the right window', () => {
    expect(toApiQuery({ q: '', status: null, page: 3 })).toEqual({ q: undefined, status: undefined, limit: 20, offset: 40 });
  });
});
