import { useEffect, useRef, useState } from 'react';
import { useMazePage } from '../live/store';
import { sentence } from './describeEvent';
import styles from './Feed.module.css';

const EVERY_MS = 3_000;

/** Tells screen readers about new events, politely and at most every few seconds: the newest in words, the others as a number. */
export function Announcer() {
  const newest = useMazePage((state) => state.feed.events[0]);
  const [text, setText] = useState('');
  const [told, setTold] = useState(newest?.seq ?? 0);
  const latest = useRef(newest);
  useEffect(() => { latest.current = newest; }, [newest]);
  const waiting = newest !== undefined && newest.seq > told;
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setTimeout(() => {
      const event = latest.current;
      if (event === undefined) return;
      setTold(event.seq);
      setText(sentence(event));
    }, EVERY_MS);
    return () => clearTimeout(timer);
  }, [waiting]);
  return <div className={styles.hidden} role="log" aria-live="polite">{text}</div>;
}
