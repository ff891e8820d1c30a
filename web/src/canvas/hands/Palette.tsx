import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconNetwork, IconPlug, IconSearch, IconShieldHalf, IconX } from '@tabler/icons-react';
import { ARCHETYPES, serviceBySlug, SERVICES } from '@decnet/domain';
import { useState, type PointerEvent, type ReactNode } from 'react';
import { ArchetypeIcon } from '../nodes/ArchetypeIcon';
import { addItem } from './addItem';
import { titleOf, type Item } from './adding';
import { BringGesture } from './bringing';
import { readyScene } from './deed';
import { follow } from './follow';
import { useHands, useHandsState } from './hands';
import { borderPan } from './useGestures';
import { useWhyNot } from './useWhyNot';
import styles from './hands.module.css';

interface Entry { item: Item; words: string; help: string }

const GROUPS: readonly { title: string; entries: readonly Entry[] }[] = [
  { title: 'Networks', entries: [
    { item: { kind: 'lan', isDmz: false }, words: 'lan network segment subnet', help: 'A network segment: drop it on empty ground' },
    { item: { kind: 'lan', isDmz: true }, words: 'dmz network entry', help: 'Where intruders come in: a maze has one' },
  ] },
  { title: 'Deckies', entries: ARCHETYPES.map(({ slug, displayName, description, os }) => ({
    item: { kind: 'decky', archetype: slug }, words: `${slug} ${displayName} ${description} ${os}`.toLowerCase(), help: `${description}: drop it on a LAN`,
  })) },
  { title: 'Services', entries: SERVICES.map(({ slug, displayName, description }) => ({
    item: { kind: 'service', service: slug }, words: `${slug} ${displayName} ${description}`.toLowerCase(), help: `${description}: drop it on a decky`,
  })) },
];

function IconOf({ item }: { item: Item }) {
  if (item.kind === 'decky') return <ArchetypeIcon archetype={item.archetype} size={16} />;
  if (item.kind === 'service') return <IconPlug size={16} stroke={1.6} aria-hidden="true" />;
  return item.isDmz ? <IconShieldHalf size={16} stroke={1.6} aria-hidden="true" /> : <IconNetwork size={16} stroke={1.6} aria-hidden="true" />;
}

function Ports({ item }: { item: Item }): ReactNode {
  if (item.kind !== 'service') return null;
  return <span className={styles.ports}>{(serviceBySlug(item.service)?.ports ?? []).map(({ port }) => port).join(' ')}</span>;
}

function PaletteItem({ entry: { item, help } }: { entry: Entry }) {
  const hands = useHands();
  const reason = useWhyNot();
  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const begin = () => { const scene = readyScene(hands); return scene && new BringGesture(hands, scene, item); };
    follow(event.nativeEvent, begin, borderPan(hands));
  };
  return (
    <Tooltip label={reason ?? help} position="right" openDelay={600}>
      <button
        type="button" className={styles.item} data-item={titleOf(item)} aria-disabled={reason === null ? undefined : true} aria-description={reason ?? help}
        onPointerDown={onPointerDown} onClick={() => addItem(hands, item)}
      >
        <span className={`dn-icon ${styles.itemIcon}`}><IconOf item={item} /></span>
        {titleOf(item)}
        <Ports item={item} />
      </button>
    </Tooltip>
  );
}

/** What can be brought onto the canvas: dragged there, or added to what is selected by click or Enter. */
export function Palette() {
  const hands = useHands();
  const open = useHandsState((state) => state.paletteOpen);
  const [sought, setSought] = useState('');
  if (!open) return null;
  const wanted = sought.trim().toLowerCase().split(/\s+/);
  const groups = GROUPS.map(({ title, entries }) => ({ title, entries: entries.filter(({ words }) => wanted.every((word) => words.includes(word))) })).filter(({ entries }) => entries.length > 0);
  return (
    <aside className={styles.palette} aria-label="Palette">
      <div className={styles.paletteHead}>
        <TextInput
          size="xs" style={{ flex: 1 }} placeholder="Find" aria-label="Find in the palette" leftSection={<IconSearch size={14} />} value={sought} onChange={(event) => setSought(event.currentTarget.value)}
        />
        <ActionIcon size="sm" variant="subtle" color="gray" aria-label="Fold the palette away" onClick={() => hands.state.setState({ paletteOpen: false })}><IconX size={15} /></ActionIcon>
      </div>
      <div className={styles.paletteBody} tabIndex={-1}>
        {groups.map(({ title, entries }) => (
          <section key={title} aria-label={title}>
            <h3 className={styles.group}>{title}</h3>
            {entries.map((entry) => <PaletteItem key={`${entry.item.kind}${titleOf(entry.item)}`} entry={entry} />)}
          </section>
        ))}
        {groups.length === 0 && <p className={styles.none}>Nothing is called so.</p>}
      </div>
    </aside>
  );
}
