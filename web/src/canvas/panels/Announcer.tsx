import { useEffect, useRef, useState } from 'react';
import styles from './panels.module.css';

const EVERY_MS = 3_000;

interface News { seq: number; text: string }

/** Tells screen readers what is new, politely and at most every few seconds: of many things only the newest. What was there at first is not told. */
export function Announcer({ newest }: { newest: News | null }) {
  const [text, setText] = useState('');
  const [told, setTold] = useState(newest?.seq ?? 0);
  const latest = useRef(newest);
  useEffect(() => { latest.current = newest; }, [newest]);
  const waiting = newest !== null && newest.seq > told;
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setTimeout(() => {
      if (latest.current === null) return;
      setTold(latest.current.seq);
      setText(latest.current.text);
    }, EVERY_MS);
    return () => clearTimeout(timer);
  }, [waiting]);
  return <div className={styles.hidden} role="log" aria-live="polite">{text}</div>;
}
