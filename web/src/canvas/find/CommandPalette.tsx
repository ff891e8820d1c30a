import { bindingOf, KEYS } from '../keys/keys';
import { strokeOf } from '../keys/matchKeys';
import { useRegistered } from '../keys/useKeys';
import { Chooser } from './Chooser';
import type { Option } from './filterOptions';

/** Everything that can be done, with its key; what cannot be done now says why. */
export function CommandPalette({ onClose }: { onClose(): void }) {
  const registered = useRegistered();
  const options = KEYS.flatMap(({ id, keys, what, group }): Option[] => {
    const command = registered.findLast((one) => one.id === id);
    // Moving by arrows needs the arrow.
    return command === undefined || keys.includes('Arrow') || id === 'commands' ? [] : [{ id, label: what, detail: group, keys, reason: command.reason }];
  });
  return (
    <Chooser
      title="Commands" placeholder="What do you want to do?" options={options} nothing="There is no such command." onClose={onClose}
      onChoose={(id) => registered.findLast((one) => one.id === id)?.run(strokeOf(bindingOf(id)?.keys ?? ''))}
    />
  );
}
