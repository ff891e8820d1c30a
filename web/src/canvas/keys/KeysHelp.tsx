import { Modal, Text } from '@mantine/core';
import { Keys, useFocusBack } from '../find/Chooser';
import { KEYS, type KeyBinding } from './keys';
import { chordsOf } from './matchKeys';
import { useRegistered } from './useKeys';
import styles from './KeysHelp.module.css';

const GROUPS: readonly KeyBinding['group'][] = ['Find', 'View', 'Select', 'Edit'];

function Row({ binding: { keys, what } }: { binding: KeyBinding }) {
  return (
    <>
      <dt className={styles.keys}>{chordsOf(keys).map((chord, index) => <span key={chord}>{index > 0 && <Text span size="xs" c="dimmed" mx={4}>/</Text>}<Keys chord={chord} /></span>)}</dt>
      <dd className={styles.what}>{what}</dd>
    </>
  );
}

/** Every key that does something here, from the table that the handlers use. */
export function KeysHelp({ onClose }: { onClose(): void }) {
  useFocusBack();
  const registered = new Set(useRegistered().map(({ id }) => id));
  const rows = (group: KeyBinding['group']): KeyBinding[] => KEYS.filter(({ id, keys, ...row }) => row.group === group && keys !== '' && (registered.has(id) || id.startsWith('outline-')));
  return (
    <Modal opened onClose={onClose} title="Keys" size={940} transitionProps={{ duration: 0 }}>
      <div className={styles.groups}>
        {GROUPS.map((group) => (
          <section key={group} className={styles.group}>
            <h3 className={styles.heading}>{group}</h3>
            <dl className={styles.rows}>{rows(group).map((binding) => <Row key={binding.id} binding={binding} />)}</dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
