import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertCircle, IconPlugConnectedX } from '@tabler/icons-react';
import { describeError, UnreachableError } from '../api/problem';

/** What could not be loaded, why, and a way to try again. */
export function ErrorPanel({ what, error, onRetry }: { what: string; error: unknown; onRetry?: () => void }) {
  const unreachable = error instanceof UnreachableError;
  return (
    <Alert color="red" variant="light" role="alert" title={what} icon={unreachable ? <IconPlugConnectedX /> : <IconAlertCircle />}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{describeError(error)}</Text>
        {onRetry && <Button size="xs" variant="light" color="red" onClick={onRetry}>Try again</Button>}
      </Group>
    </Alert>
  );
}
