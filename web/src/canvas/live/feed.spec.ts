import { describe, expect, it } from '@jest/globals';
import type { CapturedEventResponse } from '@decnet/contract';
import { EMPTY_FEED, FEED_LIMIT, openFeed, pauseFeed, pushEvents, resumeFeed } from './feed';

const event = (seq: number) => ({ seq, id: String(seq) }) as CapturedEventResponse;
const seqs = (events: readonly CapturedEventResponse[]) => events.map(({ seq }) => seq);

describe('the feed', () => {
  // Guards against rows shown twice when the stream overlaps the first page.
  it('shows the newest first and nothing twice', () => {
    const feed = pushEvents(pushEvents(EMPTY_FEED, [event(2), event(1)]), [event(2), event(4), event(3)]);
    expect(seqs(feed.events)).toEqual([4, 3, 2, 1]);
  });

  // Guards against a page full of "new" rows every time a maze is opened.
  it('tells old events from new ones', () => {
    const feed = pushEvents(openFeed(EMPTY_FEED, [event(2), event(1)]), [event(3)]);
    expect(feed.events.map(({ seq }) => seq > feed.openedAt)).toEqual([true, false, false]);
  });

  it('stays bounded, also while it is paused', () => {
    const many = Array.from({ length: FEED_LIMIT + 50 }, (_, index) => event(index + 1));
    expect(pushEvents(EMPTY_FEED, many).events).toHaveLength(FEED_LIMIT);
    expect(pushEvents(pauseFeed(EMPTY_FEED), many).held).toHaveLength(FEED_LIMIT);
  });

  // Guards the reader: rows must not move under the pointer while paused, and must not be lost either.
  it('holds back while paused and shows all when resumed', () => {
    const paused = pushEvents(pauseFeed(pushEvents(EMPTY_FEED, [event(1)])), [event(2), event(3)]);
    expect(seqs(paused.events)).toEqual([1]);
    expect(paused.held).toHaveLength(2);
    expect(seqs(resumeFeed(paused).events)).toEqual([3, 2, 1]);
  });
});
