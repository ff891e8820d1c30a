import { Badge, Button, Group, Paper, SegmentedControl, Text, Title, useMantineColorScheme } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useId, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useSession } from '../../api/session';
import { useTitle } from '../../ui/useTitle';
import { Users } from './Users';
import styles from './SettingsPage.module.css';

function Part({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  const id = useId();
  return (
    <Paper component="section" className={styles.part} aria-labelledby={id}>
      <Title order={2} fz={16} id={id}>{title}</Title>
      <Text size="sm" c="dimmed" mb="md">{lead}</Text>
      {children}
    </Paper>
  );
}

const THEMES = [{ value: 'auto', label: 'As the system' }, { value: 'light', label: 'Light' }, { value: 'dark', label: 'Dark' }] as const;

function Theme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const choose = (value: string): void => setColorScheme(THEMES.find((theme) => theme.value === value)?.value ?? 'auto');
  return <SegmentedControl aria-label="Colours" value={colorScheme} onChange={choose} data={[...THEMES]} />;
}

/** The account that is signed in, how the pages look, and for admins the accounts of all. */
export function SettingsPage() {
  useTitle('Settings');
  const user = useSession()?.user;
  if (user === undefined) return null;
  return (
    <div className={styles.page}>
      <Title order={1} fz={24} mb="md">Settings</Title>
      <Part title="Your account" lead={user.role === 'admin' ? 'An admin sees and changes everything.' : 'A viewer sees everything and changes nothing.'}>
        <Group gap="sm">
          <Text fw={600}>{user.username}</Text>
          <Badge variant="default" radius="sm" tt="none" fw={550}>{user.role}</Badge>
          <Button component={Link} to="/change-password?next=%2Fsettings" variant="default" size="xs" ml="auto" leftSection={<IconKey size={15} />}>Change password</Button>
        </Group>
      </Part>
      <Part title="Colours" lead="Of this browser alone."><Theme /></Part>
      <Part title="Users" lead="Who may sign in. A new role or password ends all sessions of the user."><Users me={user} /></Part>
    </div>
  );
}
