import { memo } from 'react';
import { IconFlame, IconPlugConnected } from '@tabler/icons-react';
import { DECKY_LOOKS } from '../../ui/status';
import { Handle, Position, useDetail, type DeckyNodeProps } from '../flow';
import { QUIET } from '../live/activity';
import { observationOf } from '../live/mazeState';
import { useMazePage } from '../live/store';
import { ArchetypeIcon } from './ArchetypeIcon';
import { GatewayMark } from './GatewayMark';
import { GhostMark } from './GhostMark';
import styles from './nodes.module.css';

const SHOWN_SERVICES = 3;

function Services({ services }: { services: readonly string[] }) {
  const more = services.length - SHOWN_SERVICES;
  return (
    <span className={styles.services}>
      {services.slice(0, SHOWN_SERVICES).map((service) => <span key={service} className={styles.chip}>{service}</span>)}
      {more > 0 && <span className={styles.chip}>+{more}</span>}
    </span>
  );
}

function Hits({ count }: { count: number }) {
  if (count === 0) return null;
  return <span className={styles.hits}><IconFlame size={13} aria-hidden="true" />{count > 9999 ? '9999+' : count}<span className={styles.hidden}> events</span></span>;
}

function DeckyCardInner({ data: { deckyId, bridge } }: DeckyNodeProps) {
  const detail = useDetail();
  const decky = useMazePage((state) => state.maze.deckies[deckyId]);
  const state = useMazePage((page) => observationOf(page.maze, deckyId).state);
  const count = useMazePage((page) => (page.activity.byDecky[deckyId] ?? QUIET).count);
  const selected = useMazePage((page) => page.selected.has(deckyId));
  const ghost = useMazePage((page) => page.ghosts[deckyId]);
  if (decky === undefined) return null;
  const look = DECKY_LOOKS[state];
  const StateIcon = look.icon;
  return (
    <>
      {bridge && <Handle type="source" position={Position.Top} isConnectable={false} className={styles.handle} />}
      <button
        type="button" className={`${styles.card} nopan`} data-ref-kind="decky" data-ref-id={deckyId} data-grip="" data-detail={detail} data-state={state} data-selected={selected || undefined} data-hit={count > 0 || undefined} data-decky={decky.name} data-ghost={ghost}
        aria-pressed={selected}
      >
        <GhostMark ghost={ghost} />
        <span className={styles.head}>
          <span className={`dn-icon ${styles.icon}`} title={decky.archetype}><ArchetypeIcon archetype={decky.archetype} size={detail === 'near' ? 19 : 30} /></span>
          <span className={styles.names}>
            <span className={styles.name}>{decky.name}</span>
            <span className={styles.state} data-tone={look.tone}>
              <StateIcon size={detail === 'near' ? 13 : 24} className={look.moving ? 'spin' : undefined} aria-hidden="true" />
              <span className={styles.word}>{look.word}</span>
            </span>
          </span>
        </span>
        <span className={styles.foot}>
          <Services services={decky.services} />
          {decky.isGateway && <GatewayMark />}
          <Hits count={count} />
        </span>
      </button>
      {detail !== 'far' && <span className={`${styles.connector} nopan`} data-ref-kind="decky" data-ref-id={deckyId} data-grip="" data-connects="" title="Drag onto a LAN to connect" aria-hidden="true"><IconPlugConnected size={13} /></span>}
    </>
  );
}

export const DeckyCard = memo(DeckyCardInner);
