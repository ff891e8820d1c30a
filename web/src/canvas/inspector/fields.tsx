import { NativeSelect, PasswordInput, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { Issue, Op } from '@decnet/domain';
import { sentence, type Deeds } from './useDeed';
import { useDraft } from './useDraft';
import styles from './Inspector.module.css';

/** The value stays readable and reachable, and says why it cannot be changed. */
function lockedProps(reason: string | null) {
  return reason === null ? {} : { 'aria-disabled': true, 'aria-description': reason, title: reason } as const;
}

/** What a deploy would refuse or doubt, beside what it is about. */
export function FieldIssues({ issues }: { issues: readonly Issue[] }) {
  return issues.map(({ code, message, severity }) => (
    <Text key={code + message} size="xs" className={styles.issue} data-tone={severity === 'error' ? 'bad' : 'warn'}>
      <IconAlertTriangle size={13} role="img" aria-label={severity === 'error' ? 'Error' : 'Warning'} />{sentence(message)}
    </Text>
  ));
}

interface FieldProps {
  deeds: Deeds;
  label: string;
  /** What the gesture is called: in undo, history and messages. */
  gesture: string;
  help?: string;
  issues?: readonly Issue[];
}

interface TextFieldProps extends FieldProps {
  value: string;
  placeholder?: string;
  /** Hidden until asked for: somebody may be looking over the shoulder. */
  secret?: boolean;
  /** One item a line. */
  lines?: boolean;
  mono?: boolean;
  hideLabel?: boolean;
  opsFor(text: string): readonly Op[] | string;
}

export function TextField({ deeds, label, gesture, help, issues = [], value, placeholder, secret = false, lines = false, mono = false, hideLabel = false, opsFor }: TextFieldProps) {
  const { text, problem, edit, commit, onKeyDown } = useDraft({ deeds, value, label: gesture, opsFor });
  const [visible, setVisible] = useState(false);
  const shared = {
    size: 'xs', placeholder, value: text, error: problem, readOnly: deeds.reason !== null, spellCheck: false, autoComplete: 'off',
    ...(hideLabel ? { 'aria-label': label } : { label }), ...(help !== undefined && { description: help }),
    onChange: (event: { currentTarget: { value: string } }) => edit(event.currentTarget.value), onBlur: commit, onKeyDown, ...lockedProps(deeds.reason),
  } as const;
  const classNames = mono ? { input: 'mono' } : {};
  return (
    <div>
      {secret && (
        <PasswordInput
          {...shared} autoComplete="new-password" visible={visible} onVisibilityChange={setVisible}
          visibilityToggleButtonProps={{ 'aria-label': `${visible ? 'Hide' : 'Show'} ${label}`, tabIndex: 0 }}
        />
      )}
      {!secret && lines && <Textarea {...shared} classNames={classNames} autosize minRows={2} maxRows={8} />}
      {!secret && !lines && <TextInput {...shared} classNames={classNames} />}
      <FieldIssues issues={issues} />
    </div>
  );
}

interface ChoiceFieldProps extends FieldProps {
  value: string;
  options: readonly { value: string; label: string }[];
  opsFor(value: string): readonly Op[];
}

export function ChoiceField({ deeds, label, gesture, help, issues = [], value, options, opsFor }: ChoiceFieldProps) {
  return (
    <div>
      <NativeSelect
        size="xs" label={label} description={help} value={value} data={[...options]} {...lockedProps(deeds.reason)}
        onChange={(event) => { deeds.act(opsFor(event.currentTarget.value), gesture); }}
      />
      <FieldIssues issues={issues} />
    </div>
  );
}

interface SwitchFieldProps extends FieldProps {
  checked: boolean;
  opsFor(checked: boolean): readonly Op[];
}

export function SwitchField({ deeds, label, gesture, help, issues = [], checked, opsFor }: SwitchFieldProps) {
  return (
    <div>
      <Switch
        size="xs" label={label} description={help} checked={checked} {...lockedProps(deeds.reason)} withThumbIndicator={false}
        onChange={(event) => { deeds.act(opsFor(event.currentTarget.checked), gesture); }}
      />
      <FieldIssues issues={issues} />
    </div>
  );
}

/** Fields one below the other. */
export function Fields({ children }: { children: ReactNode }) {
  return <div className={styles.fields}>{children}</div>;
}
