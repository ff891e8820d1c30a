import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { IconCompassOff, IconMoodSad } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useRouteError } from 'react-router';
import { describeError } from '../api/problem';

function Message({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <Center mih="70vh" p="xl">
      <Stack align="center" gap="xs" maw={460} ta="center">
        {icon}
        <Title order={2}>{title}</Title>
        {children}
      </Stack>
    </Center>
  );
}

export function NotFoundPage() {
  return (
    <Message icon={<IconCompassOff size={44} stroke={1.4} />} title="Nothing here">
      <Text c="dimmed">This address leads nowhere. The maze may have been deleted, or the link is cut short.</Text>
      <Button component={Link} to="/mazes" variant="light" mt="sm">Go to the mazes</Button>
    </Message>
  );
}

/** A fault of the page itself, or a part of it that could not be loaded after an update of the server. */
export function CrashPage() {
  const error = useRouteError();
  return (
    <Message icon={<IconMoodSad size={44} stroke={1.4} />} title="The page stumbled">
      <Text c="dimmed">{describeError(error)}</Text>
      <Button variant="light" mt="sm" onClick={() => location.reload()}>Load it again</Button>
    </Message>
  );
}
