import { useMemo } from 'react';
import { useMazePage, useMazePageStore } from '../live/store';
import { Announcer } from '../panels/Announcer';
import { nameLookup, sentenceOf } from './names';
import { reasonParts, STAGE_LOOKS, stageOf } from './stage';

/** Tells screen readers how the queue goes, whichever panel is shown: a failure must not wait until somebody looks. */
export function QueueAnnouncer() {
  const store = useMazePageStore();
  const seq = useMazePage((state) => state.queue.latest?.seq ?? 0);
  const mutation = useMazePage((state) => state.queue.byId.get(state.queue.latest?.id ?? ''));
  const failed = useMazePage((state) => state.queue.unseen.length);
  const newest = useMemo(() => {
    if (mutation === undefined) return null;
    const { maze, queue } = store.getState();
    const stage = stageOf(mutation);
    const why = stage === 'failed' ? `: ${reasonParts(mutation.reason ?? '').text}` : '';
    const others = failed - (stage === 'failed' ? 1 : 0);
    const sentence = sentenceOf(mutation, nameLookup(maze, [...queue.byId.values()]));
    return { seq, text: `${STAGE_LOOKS[stage].word}: ${sentence}${why}.${others > 0 ? ` ${others} failed before.` : ''}` };
  }, [store, seq, mutation, failed]);
  return <Announcer newest={newest} />;
}
