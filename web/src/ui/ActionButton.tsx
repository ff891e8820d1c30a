import { ActionIcon, Button, Tooltip, type ActionIconProps, type ButtonProps } from '@mantine/core';
import type { MouseEvent } from 'react';

interface Reasoned {
  /** Why the control cannot be used now; null when it can. Shown to pointer, keyboard and screen reader alike. */
  reason: string | null;
  onAct(): void;
}

/** The `disabled` attribute would take the control out of the tab order and hide the reason with it, so it is only marked. */
function disabledProps(reason: string | null, onAct: () => void) {
  if (reason === null) return { onClick: onAct };
  return { 'data-disabled': true, 'aria-disabled': true, 'aria-description': reason, onClick: (event: MouseEvent) => event.preventDefault() } as const;
}

export function ActionButton({ reason, onAct, ...props }: Reasoned & ButtonProps) {
  return (
    <Tooltip label={reason ?? ''} disabled={reason === null}>
      <Button {...props} {...disabledProps(reason, onAct)} />
    </Tooltip>
  );
}

export function ActionIconButton({ reason, onAct, label, ...props }: Reasoned & ActionIconProps & { label: string; 'aria-pressed'?: boolean }) {
  return (
    <Tooltip label={reason === null ? label : `${label}: ${reason}`}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} {...props} {...disabledProps(reason, onAct)} />
    </Tooltip>
  );
}
