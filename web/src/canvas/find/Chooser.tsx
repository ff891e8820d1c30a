import { Kbd, Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { chordsOf, keyLabels } from '../keys/matchKeys';
import { filterOptions, type Option } from './filterOptions';
import styles from './Chooser.module.css';

/** More are not drawn: whoever sees so many types another letter. */
const MOST_SHOWN = 60;
const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);

/** A chord as the keys of a keyboard. */
export function Keys({ chord }: { chord: string }) {
  return <span className={styles.keys}>{keyLabels(chord, IS_MAC).map((label) => <Kbd key={label} size="xs">{label}</Kbd>)}</span>;
}

function Row({ option, id, active, onChoose, onPoint }: { option: Option; id: string; active: boolean; onChoose(): void; onPoint(): void }) {
  const reason = option.reason ?? null;
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => { if (active) row.current?.scrollIntoView({ block: 'nearest' }); }, [active]);
  return (
    <div
      ref={row} id={id} role="option" aria-selected={active} aria-disabled={reason !== null || undefined} className={styles.option} data-active={active || undefined}
      onMouseMove={onPoint} onMouseDown={(event) => event.preventDefault()} onClick={onChoose}
    >
      <span className={styles.label}>{option.label}</span>
      <span className={styles.detail}>{reason ?? option.detail}</span>
      {option.keys !== undefined && chordsOf(option.keys).slice(0, 1).map((chord) => <Keys key={chord} chord={chord} />)}
    </div>
  );
}

interface ChooserProps {
  title: string;
  placeholder: string;
  options: readonly Option[];
  /** Shown when nothing is found. */
  nothing: string;
  onChoose(id: string): void;
  onClose(): void;
}

function List({ title, placeholder, options, nothing, onChoose, onClose }: ChooserProps) {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const found = useMemo(() => filterOptions(options, query), [options, query]);
  const shown = found.slice(0, MOST_SHOWN);
  const active = Math.min(at, shown.length - 1);
  const choose = (option: Option | undefined): void => {
    if (option === undefined || (option.reason ?? null) !== null) return;
    onClose();
    onChoose(option.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + 8, PageUp: active - 8 }[event.key];
    if (event.key === 'Enter') choose(shown[active]);
    else if (to !== undefined) setAt(Math.max(0, Math.min(shown.length - 1, to)));
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className={styles.search}>
        <IconSearch size={17} aria-hidden="true" />
        <input
          className={styles.input} type="text" role="combobox" aria-label={title} aria-expanded="true" aria-controls={listId} aria-autocomplete="list" autoComplete="off" spellCheck={false}
          aria-activedescendant={shown.length > 0 ? `${listId}-${active}` : undefined} placeholder={placeholder} value={query} data-autofocus
          onChange={(event) => { setQuery(event.currentTarget.value); setAt(0); }} onKeyDown={onKeyDown}
        />
      </div>
      <div className={styles.list} role="listbox" id={listId} aria-label={title}>
        {shown.map((option, index) => (
          <Row key={option.id} id={`${listId}-${index}`} option={option} active={index === active} onChoose={() => choose(option)} onPoint={() => setAt(index)} />
        ))}
      </div>
      <div className={styles.foot} role="status">
        {found.length === 0 ? nothing : found.length > MOST_SHOWN ? `The first ${MOST_SHOWN} of ${found.length.toLocaleString('en')}: type more to narrow them down.` : `${found.length.toLocaleString('en')} found`}
      </div>
    </>
  );
}

/** For dialogs that are there only while they are open: such a one is gone before the component library would give the focus back. */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(() => () => { if (before instanceof HTMLElement && before.isConnected) before.focus(); }, [before]);
}

/** Type, choose with the arrows, Enter: one thing out of many. Opens in front of the page and gives the focus back. */
export function Chooser(props: ChooserProps) {
  useFocusBack();
  return (
    <Modal
      opened onClose={props.onClose} withCloseButton={false} title={props.title} size={620} padding={0} centered={false} yOffset="12vh" transitionProps={{ duration: 0 }}
      overlayProps={{ backgroundOpacity: 0.4, blur: 0 }} classNames={{ content: styles.content, header: styles.head, title: styles.title }}
    >
      <List {...props} />
    </Modal>
  );
}
