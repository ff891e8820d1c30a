import { Alert, Button, Group, Modal, NumberInput, Select, Stack, Text } from '@mantine/core';
import { ARCHETYPES, DEFAULT_ARCHETYPE } from '@decnet/domain';
import { useState } from 'react';
import { useMazePage } from '../live/store';
import { manyDeed } from './adding';
import { carryOut, counted, foreseen } from './deed';
import { sceneOf, useHands, useHandsState } from './hands';
import styles from './hands.module.css';

const MOST = 200;
const OPTIONS = ARCHETYPES.map(({ slug, displayName }) => ({ value: slug, label: displayName }));

function Form({ lanId, onDone }: { lanId: string; onDone(): void }) {
  const hands = useHands();
  const lan = useMazePage((state) => state.maze.lans[lanId]);
  const [count, setCount] = useState<number | string>(5);
  const [archetype, setArchetype] = useState(DEFAULT_ARCHETYPE);
  const wanted = Math.min(MOST, Math.max(0, Math.trunc(Number(count) || 0)));
  const scene = sceneOf(hands);
  const { ips, refusal } = scene === null || wanted === 0 ? { ips: [], refusal: null } : foreseen(scene, manyDeed(scene, archetype, lanId, wanted).ops);
  const add = (): void => {
    if (carryOut(hands, (now) => manyDeed(now, archetype, lanId, wanted))) onDone();
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); add(); }}>
      <Stack>
        <Group grow align="flex-start">
          <NumberInput label="How many" min={1} max={MOST} clampBehavior="strict" allowDecimal={false} value={count} onChange={setCount} data-autofocus />
          <Select label="What they pretend to be" data={OPTIONS} value={archetype} allowDeselect={false} searchable onChange={(value) => setArchetype(value ?? DEFAULT_ARCHETYPE)} comboboxProps={{ withinPortal: true }} />
        </Group>
        {refusal === null && ips.length > 0 && <Text size="sm" c="dimmed">They get <span className="mono">{ips[0]}</span>{ips.length > 1 && <> to <span className="mono">{ips.at(-1)}</span></>} in {lan?.name}.</Text>}
        {refusal !== null && <Alert color="red" variant="light" role="alert">{refusal.message}</Alert>}
        <div className={styles.bulk} style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={onDone}>Cancel</Button>
          <Button type="submit" disabled={wanted === 0 || refusal !== null}>Add {counted(wanted, 'decky', 'deckies')}</Button>
        </div>
      </Stack>
    </form>
  );
}

/** Adds many deckies of a kind to a LAN at once, as one gesture. */
export function AddManyDialog() {
  const hands = useHands();
  const dialog = useHandsState((state) => state.dialog);
  const lanId = dialog?.kind === 'add-many' ? dialog.lanId : null;
  const name = useMazePage((state) => state.maze.lans[lanId ?? '']?.name);
  const close = (): void => hands.state.setState({ dialog: null });
  return <Modal opened={lanId !== null} onClose={close} title={`Add deckies to ${name ?? 'the LAN'}`} size="md">{lanId !== null && <Form lanId={lanId} onDone={close} />}</Modal>;
}
