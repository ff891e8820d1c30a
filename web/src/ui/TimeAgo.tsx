import { Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { ago, fullTime } from './time';

/** An age that keeps itself up to date. */
export function TimeAgo({ at }: { at: string }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 30_000);
    return () => clearInterval(timer);
  }, []);
  return <Tooltip label={fullTime(at)}><time dateTime={at}>{ago(at)}</time></Tooltip>;
}
