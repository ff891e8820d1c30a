import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconDice5 } from '@tabler/icons-react';

interface SeedFieldProps { seed: string; error?: string; onChange(seed: string): void }

/** crypto.randomUUID is missing on plain http; getRandomValues is not. */
function randomSeed(): string {
  return String(crypto.getRandomValues(new Uint32Array(1))[0] ?? 0);
}

export function SeedField({ seed, error, onChange }: SeedFieldProps) {
  return (
    <TextInput
      label="Seed" description="The same seed gives the same maze. Empty: a random one" inputMode="numeric" placeholder="random" classNames={{ input: 'mono' }}
      value={seed} error={error} onChange={(event) => onChange(event.currentTarget.value)}
      rightSection={(
        <Tooltip label="Roll one">
          <ActionIcon variant="subtle" color="gray" aria-label="Roll a seed" onClick={() => onChange(randomSeed())}><IconDice5 size={17} stroke={1.7} /></ActionIcon>
        </Tooltip>
      )}
    />
  );
}
