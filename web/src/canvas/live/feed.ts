import type { CapturedEventResponse } from '@decnet/contract';

/** The page keeps the newest events only; the store of the server keeps them all. */
export const FEED_LIMIT = 300;

export interface FeedState {
  /** Newest first, at most FEED_LIMIT. */
  events: readonly CapturedEventResponse[];
  /** While paused, what arrives waits here, newest first and bounded, too. */
  held: readonly CapturedEventResponse[];
  paused: boolean;
  /** Highest seq seen: the cursor. */
  cursor: number;
  /** Events up to here were there when the page was opened; only later ones are shown as new. */
  openedAt: number;
}

export const EMPTY_FEED: FeedState = { events: [], held: [], paused: false, cursor: 0, openedAt: 0 };

function newestFirst(arrived: readonly CapturedEventResponse[], before: readonly CapturedEventResponse[]): CapturedEventResponse[] {
  const sorted = [...arrived].sort((a, b) => b.seq - a.seq);
  return [...sorted, ...before].slice(0, FEED_LIMIT);
}

/** Takes events in any order; those at or below the cursor are already known. */
export function pushEvents(feed: FeedState, arrived: readonly CapturedEventResponse[]): FeedState {
  const fresh = arrived.filter((event) => event.seq > feed.cursor);
  if (fresh.length === 0) return feed;
  const cursor = Math.max(...fresh.map((event) => event.seq));
  return feed.paused
    ? { ...feed, cursor, held: newestFirst(fresh, feed.held) }
    : { ...feed, cursor, events: newestFirst(fresh, feed.events) };
}

/** The first page: what had happened before anybody looked. */
export function openFeed(feed: FeedState, page: readonly CapturedEventResponse[]): FeedState {
  const opened = pushEvents(feed, page);
  return { ...opened, openedAt: opened.cursor };
}

export function pauseFeed(feed: FeedState): FeedState {
  return { ...feed, paused: true };
}

export function resumeFeed(feed: FeedState): FeedState {
  return { ...feed, paused: false, held: [], events: newestFirst(feed.held, feed.events) };
}
