import { IconArrowsMaximize, IconArrowsMinimize } from '@tabler/icons-react';
import { useDetail } from '../flow';
import { useMazePage, useMazePageStore } from '../live/store';
import { CLOSED_ABOVE } from '../projection/collapse';
import styles from './nodes.module.css';

/** Of a large maze: opens a LAN so that its cards are drawn from further away, and closes it again. From far no card could be read, and near all are drawn. */
export function OpenButton({ lanId, name, closed, count }: { lanId: string; name: string; closed: boolean; count: number }) {
  const store = useMazePageStore();
  const isLarge = useMazePage((state) => Object.keys(state.maze.deckies).length > CLOSED_ABOVE);
  const isMiddle = useDetail() === 'mid';
  if (!isLarge || !isMiddle || count === 0) return null;
  const toggle = (): void => store.setState(({ opened }) => ({ opened: new Set(closed ? [...opened, lanId] : [...opened].filter((id) => id !== lanId)) }));
  const Mark = closed ? IconArrowsMaximize : IconArrowsMinimize;
  const label = `${closed ? 'Open' : 'Close'} ${name}`;
  return <button type="button" className={styles.open} data-closed={closed || undefined} aria-label={label} aria-expanded={!closed} title={label} onClick={toggle}><Mark size="1em" aria-hidden="true" /></button>;
}
