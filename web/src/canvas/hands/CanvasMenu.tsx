import { Menu, Portal } from '@mantine/core';
import {
  IconArrowsMaximize, IconClipboard, IconCopy, IconCopyPlus, IconCrown, IconDoorEnter, IconHome2, IconPencil, IconPlugConnected, IconPlugConnectedX, IconPlus, IconRoute, IconSelectAll, IconServer2, IconSitemap,
  IconTrash, type Icon,
} from '@tabler/icons-react';
import { DEFAULT_ARCHETYPE } from '@decnet/domain';
import type { ReactNode } from 'react';
import { useMazePage } from '../live/store';
import { copySelected, deckiesIn, duplicateSelected, paste, selectAll, tidy } from './actions';
import { connectDeed, deckyDeed, forwardingDeed, lanDeed } from './adding';
import { carryOut } from './deed';
import { useHands, useHandsState, type HandsState, type Ref } from './hands';
import { gatewayDeed, homeDeed } from './patching';
import { removeSelected } from './removing';
import { useWhyNot } from './useWhyNot';
import styles from './hands.module.css';

const DANGER = { color: 'var(--dn-bad)' };

function Entry({ icon: EntryIcon, label, keys, reason = null, danger = false, onAct }: { icon: Icon; label: string; keys?: string; reason?: string | null; danger?: boolean; onAct(): void }) {
  return (
    <Menu.Item
      leftSection={<EntryIcon size={15} />} rightSection={keys === undefined ? undefined : <span className={styles.ports}>{keys}</span>} style={danger ? DANGER : undefined}
      aria-disabled={reason === null ? undefined : true} data-disabled={reason === null ? undefined : true} title={reason ?? undefined} closeMenuOnClick={reason === null}
      onClick={reason === null ? onAct : undefined}
    >
      {label}
    </Menu.Item>
  );
}

function Shared({ reason }: { reason: string | null }) {
  const hands = useHands();
  return (
    <>
      <Menu.Divider />
      <Entry icon={IconCopy} label="Copy" keys="Ctrl+C" onAct={() => copySelected(hands)} />
      <Entry icon={IconCopyPlus} label="Duplicate" keys="Ctrl+D" reason={reason} onAct={() => duplicateSelected(hands)} />
      <Entry icon={IconTrash} label="Delete" keys="Del" danger reason={reason} onAct={() => removeSelected(hands)} />
    </>
  );
}

function Renaming({ target, reason }: { target: Ref; reason: string | null }) {
  const hands = useHands();
  const alone = useMazePage((state) => state.selected.size < 2);
  return alone ? <Entry icon={IconPencil} label="Rename" keys="F2" reason={reason} onAct={() => hands.state.setState({ dialog: { kind: 'rename', ref: target } })} /> : null;
}

function LanEntries({ target, reason }: { target: Ref; reason: string | null }) {
  const hands = useHands();
  const select = (): void => hands.page.setState({ selected: new Map((hands.state.getState().laidOut?.structure.residents[target.id] ?? []).map((id) => [id, 'decky'])) });
  return (
    <>
      <Entry icon={IconServer2} label="Add a decky" reason={reason} onAct={() => carryOut(hands, (scene) => deckyDeed(scene, DEFAULT_ARCHETYPE, target.id, null))} />
      <Entry icon={IconPlus} label="Add several deckies…" reason={reason} onAct={() => hands.state.setState({ dialog: { kind: 'add-many', lanId: target.id } })} />
      <Renaming target={target} reason={reason} />
      <Entry icon={IconSelectAll} label="Select its deckies" onAct={select} />
      <Entry icon={IconClipboard} label="Paste into it" keys="Ctrl+V" reason={reason} onAct={() => { hands.page.setState({ selected: new Map([[target.id, 'lan']]) }); paste(hands); }} />
      <Entry icon={IconSitemap} label="Tidy" keys="T" reason={reason} onAct={() => void tidy(hands)} />
      <Shared reason={reason} />
    </>
  );
}

/** LANs in which the decky does not stand yet. */
function Connections({ target, reason }: { target: Ref; reason: string | null }) {
  const hands = useHands();
  const lans = useMazePage((state) => state.maze.lans);
  const edges = useMazePage((state) => state.maze.edges);
  const standing = new Set(Object.values(edges).filter(({ deckyId }) => deckyId === target.id).map(({ lanId }) => lanId));
  const others = Object.values(lans).filter(({ id }) => !standing.has(id));
  if (reason !== null || others.length === 0) return <Entry icon={IconPlugConnected} label="Connect to" reason={reason ?? 'It stands in every LAN already.'} onAct={() => undefined} />;
  return (
    <Menu.Sub>
      <Menu.Sub.Target><Menu.Sub.Item leftSection={<IconPlugConnected size={15} />}>Connect to</Menu.Sub.Item></Menu.Sub.Target>
      <Menu.Sub.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {others.map(({ id, name, subnet }) => (
          <Menu.Item key={id} rightSection={<span className={styles.ports}>{subnet}</span>} onClick={() => carryOut(hands, (scene) => connectDeed(scene, target.id, id))}>{name}</Menu.Item>
        ))}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}

function DeckyEntries({ target, reason }: { target: Ref; reason: string | null }) {
  const hands = useHands();
  const decky = useMazePage((state) => state.maze.deckies[target.id]);
  const deckies = (): ReadonlySet<string> => deckiesIn(hands.page.getState().selected);
  if (decky === undefined) return null;
  const { forwardsL3, isGateway } = decky;
  return (
    <>
      <Renaming target={target} reason={reason} />
      <Connections target={target} reason={reason} />
      <Entry icon={IconRoute} label={forwardsL3 ? 'Do not route' : 'Route between its LANs'} reason={reason} onAct={() => carryOut(hands, (scene) => forwardingDeed(scene, deckies(), !forwardsL3))} />
      <Entry icon={IconDoorEnter} label={isGateway ? 'Do not publish' : 'Publish on the host'} reason={reason} onAct={() => carryOut(hands, (scene) => gatewayDeed(scene, target.id, !isGateway))} />
      <Shared reason={reason} />
    </>
  );
}

function EdgeEntries({ target, reason }: { target: Ref; reason: string | null }) {
  const hands = useHands();
  return (
    <>
      <Entry icon={IconHome2} label="Make it the home" reason={reason} onAct={() => carryOut(hands, (scene) => homeDeed(scene, target.id))} />
      <Entry icon={IconPlugConnectedX} label="Disconnect" keys="Del" danger reason={reason} onAct={() => removeSelected(hands)} />
    </>
  );
}

function GroundEntries({ menu, reason }: { menu: NonNullable<HandsState['menu']>; reason: string | null }) {
  const hands = useHands();
  const add = (isDmz: boolean) => (): void => void carryOut(hands, (scene) => lanDeed(scene, isDmz, hands.camera.toCanvas(menu.at)));
  return (
    <>
      <Entry icon={IconPlus} label="Add a LAN here" reason={reason} onAct={add(false)} />
      <Entry icon={IconCrown} label="Add the DMZ here" reason={reason} onAct={add(true)} />
      <Entry icon={IconClipboard} label="Paste" keys="Ctrl+V" reason={reason} onAct={() => paste(hands)} />
      <Menu.Divider />
      <Entry icon={IconSelectAll} label="Select everything" keys="Ctrl+A" onAct={() => selectAll(hands)} />
      <Entry icon={IconSitemap} label="Tidy everything" reason={reason} onAct={() => { hands.page.setState({ selected: new Map() }); void tidy(hands); }} />
      <Entry icon={IconArrowsMaximize} label="Fit the whole maze" onAct={() => hands.camera.fit()} />
    </>
  );
}

function entriesOf(menu: NonNullable<HandsState['menu']>, reason: string | null): ReactNode {
  const { ref } = menu;
  if (ref === null) return <GroundEntries menu={menu} reason={reason} />;
  if (ref.kind === 'lan') return <LanEntries target={ref} reason={reason} />;
  return ref.kind === 'decky' ? <DeckyEntries target={ref} reason={reason} /> : <EdgeEntries target={ref} reason={reason} />;
}

/** What can be done with the thing under the pointer, or with the focus on it. */
export function CanvasMenu() {
  const hands = useHands();
  const menu = useHandsState((state) => state.menu);
  const reason = useWhyNot();
  const name = useMazePage(({ maze }) => (menu?.ref == null ? null : maze.lans[menu.ref.id]?.name ?? maze.deckies[menu.ref.id]?.name ?? 'Attachment'));
  const count = useMazePage((state) => state.selected.size);
  if (menu === null) return null;
  const close = (): void => {
    hands.state.setState({ menu: null });
    if (hands.state.getState().dialog === null) menu.returnTo?.focus({ preventScroll: true });
  };
  return (
    <Portal>
      <Menu opened onChange={(opened) => { if (!opened) close(); }} position="bottom-start" offset={0} returnFocus={false} withInitialFocusPlaceholder={false} width={232} key={`${menu.at.x} ${menu.at.y}`}>
        <Menu.Target><span role="button" tabIndex={-1} aria-label={name ?? 'The drawing'} className={styles.anchor} style={{ left: menu.at.x, top: menu.at.y }} /></Menu.Target>
        <Menu.Dropdown aria-label={name ?? 'The drawing'} onContextMenu={(event) => event.preventDefault()}>
          {menu.ref !== null && <Menu.Label>{count > 1 ? `${count} selected` : name}</Menu.Label>}
          {entriesOf(menu, reason)}
        </Menu.Dropdown>
      </Menu>
    </Portal>
  );
}
