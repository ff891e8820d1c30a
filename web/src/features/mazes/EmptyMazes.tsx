import { Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { ActionButton } from '../../ui/ActionButton';
import styles from './MazesPage.module.css';

function Sketch() {
  const lan = { fill: 'var(--dn-lan)', stroke: 'var(--dn-line-strong)', strokeWidth: 1.5, strokeDasharray: '5 4' };
  const card = { fill: 'var(--dn-raised)', stroke: 'var(--dn-line-strong)' };
  return (
    <svg className={styles.art} viewBox="0 0 300 130" aria-hidden="true">
      <path d="M70 65H90M90 36V94M90 36H110M90 94H110M210 36H230M210 94H230" fill="none" stroke="var(--dn-route)" strokeWidth="1.8" opacity=".7" />
      <rect x="10" y="40" width="60" height="50" rx="9" {...lan} stroke="var(--dn-dmz-line)" />
      <rect x="20" y="56" width="40" height="22" rx="5" {...card} />
      {[10, 68].map((y) => (
        <g key={y}>
          <rect x="110" y={y} width="100" height="52" rx="9" {...lan} />
          <rect x="120" y={y + 17} width="36" height="22" rx="5" {...card} />
          <rect x="163" y={y + 17} width="36" height="22" rx="5" {...card} />
          <rect x="230" y={y + 2} width="60" height="48" rx="9" {...lan} />
          <rect x="240" y={y + 16} width="40" height="22" rx="5" {...card} />
        </g>
      ))}
      <circle cx="181" cy="96" r="6" fill="var(--dn-hit-glow)" />
    </svg>
  );
}

export function EmptyMazes({ readOnly, onCreate }: { readOnly: string | null; onCreate(): void }) {
  return (
    <div className={styles.empty}>
      <Stack align="center" gap="sm" ta="center">
        <Sketch />
        <Title order={2} fz={20}>No mazes yet</Title>
        <Text c="dimmed" maw={440}>A maze is a network of decoy hosts. Let one be generated in a second, look it over, deploy it: whoever touches it was not invited.</Text>
        <ActionButton mt="xs" leftSection={<IconPlus size={16} />} reason={readOnly} onAct={onCreate}>New maze</ActionButton>
      </Stack>
    </div>
  );
}
