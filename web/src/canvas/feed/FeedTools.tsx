import { Button, Tooltip } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { pauseFeed, resumeFeed } from '../live/feed';
import { useMazePage, useMazePageStore } from '../live/store';

/** Pausing holds the list still; nothing is lost meanwhile. */
export function FeedTools() {
  const store = useMazePageStore();
  const paused = useMazePage((state) => state.feed.paused);
  const held = useMazePage((state) => state.feed.held.length);
  const toggle = (): void => store.setState((state) => ({ feed: paused ? resumeFeed(state.feed) : pauseFeed(state.feed) }));
  return (
    <Tooltip label={paused ? 'Show what came in and go on' : 'Hold the list still; nothing is lost'}>
      <Button size="compact-xs" variant={paused ? 'filled' : 'default'} leftSection={paused ? <IconPlayerPlay size={13} /> : <IconPlayerPause size={13} />} aria-pressed={paused} onClick={toggle}>
        {paused ? (held === 0 ? 'Paused' : `${held} new`) : 'Pause'}
      </Button>
    </Tooltip>
  );
}
