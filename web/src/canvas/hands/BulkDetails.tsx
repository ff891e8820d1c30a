import { Text, Title } from '@mantine/core';
import { IconAlignBoxLeftTop, IconAlignLeft, IconArrowAutofitHeight, IconArrowAutofitWidth, IconRoute, IconRouteOff, IconTrash } from '@tabler/icons-react';
import { SERVICES } from '@decnet/domain';
import { ActionButton } from '../../ui/ActionButton';
import { Section } from '../inspector/parts';
import { useMazePage } from '../live/store';
import { arrange, deckiesIn } from './actions';
import { forwardingDeed, serviceDeed } from './adding';
import type { Arrangement } from './arranging';
import { carryOut, counted, listed } from './deed';
import { useHands } from './hands';
import { removeSelected } from './removing';
import { useWhyNot } from './useWhyNot';
import headings from '../inspector/Inspector.module.css';
import styles from './hands.module.css';

const SMALL = { size: 'compact-sm', variant: 'default' } as const;
const WAYS: readonly { how: Arrangement; label: string; icon: typeof IconAlignLeft; least: number }[] = [
  { how: 'left', label: 'Align left', icon: IconAlignLeft, least: 2 },
  { how: 'top', label: 'Align at the top', icon: IconAlignBoxLeftTop, least: 2 },
  { how: 'across', label: 'Distribute across', icon: IconArrowAutofitWidth, least: 3 },
  { how: 'down', label: 'Distribute downwards', icon: IconArrowAutofitHeight, least: 3 },
];

/** How many of the selected deckies run each service. */
function Services({ reason }: { reason: string | null }) {
  const hands = useHands();
  const selected = useMazePage((state) => state.selected);
  const deckies = useMazePage((state) => state.maze.deckies);
  const ids = deckiesIn(selected);
  const act = (service: string, wanted: boolean) => (): void => void carryOut(hands, (scene) => serviceDeed(scene, service, ids, wanted));
  return (
    <ul className={headings.rows}>
      {SERVICES.map(({ slug, displayName }) => {
        const count = [...ids].filter((id) => deckies[id]?.services.includes(slug)).length;
        return (
          <li key={slug}>
            <span>{displayName}</span><span className={headings.muted}>{count} of {ids.size}</span>
            <span className={`${styles.bulk} ${headings.end}`}>
              <ActionButton {...SMALL} reason={reason ?? (count === ids.size ? 'All of them run it already.' : null)} onAct={act(slug, true)} aria-label={`Add ${displayName} to all`}>Add</ActionButton>
              <ActionButton {...SMALL} reason={reason ?? (count === 0 ? 'None of them runs it.' : null)} onAct={act(slug, false)} aria-label={`Remove ${displayName} from all`}>Remove</ActionButton>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Routing({ reason }: { reason: string | null }) {
  const hands = useHands();
  const set = (forwards: boolean) => (): void => void carryOut(hands, (scene) => forwardingDeed(scene, deckiesIn(hands.page.getState().selected), forwards));
  return (
    <div className={styles.bulk}>
      <ActionButton {...SMALL} leftSection={<IconRoute size={15} />} reason={reason} onAct={set(true)}>Route</ActionButton>
      <ActionButton {...SMALL} leftSection={<IconRouteOff size={15} />} reason={reason} onAct={set(false)}>Do not route</ActionButton>
    </div>
  );
}

/** What can be done to everything that is selected at once. */
export function BulkDetails() {
  const hands = useHands();
  const selected = useMazePage((state) => state.selected);
  const reason = useWhyNot();
  const kinds = [...selected.values()];
  const count = (kind: string): number => kinds.filter((one) => one === kind).length;
  const parts = [[count('lan'), 'LAN', 'LANs'], [count('decky'), 'decky', 'deckies'], [count('edge'), 'attachment', 'attachments']] as const;
  const movable = count('lan') + count('decky');
  return (
    <>
      <div className={headings.title}>
        <div><Title order={2} fz={15}>{selected.size.toLocaleString('en')} selected</Title><Text size="xs" c="dimmed">{listed(parts.filter(([n]) => n > 0).map(([n, one, many]) => counted(n, one, many)))}</Text></div>
      </div>
      {count('decky') > 0 && <Section title="Services"><Services reason={reason} /></Section>}
      {count('decky') > 0 && <Section title="Routing"><Routing reason={reason} /></Section>}
      <Section title="Arrange">
        <div className={styles.bulk}>
          {WAYS.map(({ how, label, icon: WayIcon, least }) => (
            <ActionButton key={how} {...SMALL} leftSection={<WayIcon size={15} />} reason={reason ?? (movable < least ? `Select at least ${least === 2 ? 'two' : 'three'} LANs or deckies.` : null)} onAct={() => arrange(hands, how)}>{label}</ActionButton>
          ))}
        </div>
      </Section>
      <Section title="Remove">
        <ActionButton size="compact-sm" color="red.8" leftSection={<IconTrash size={15} />} reason={reason} onAct={() => removeSelected(hands)}>Delete all of it</ActionButton>
      </Section>
    </>
  );
}
