import { Alert, Group, NativeSelect, Skeleton, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconKey, IconLock, IconTrash, IconUserPlus } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { UserResponse } from '@decnet/contract';
import { useState } from 'react';
import { describeError } from '../../api/problem';
import { usersApi } from '../../api/routes';
import { ActionButton, ActionIconButton } from '../../ui/ActionButton';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { TimeAgo } from '../../ui/TimeAgo';
import { useReadOnlyReason } from '../auth/role';
import { ROLE_OPTIONS, UserDialogs, type UserDialog } from './UserDialogs';
import { ownReason, useUserDeeds } from './users';
import styles from './SettingsPage.module.css';

/** As many as the server gives at once. */
const MOST = 500;

function RoleField({ user, reason }: { user: UserResponse; reason: string | null }) {
  const { change } = useUserDeeds(() => undefined);
  const failed = (error: unknown): void => { notifications.show({ color: 'red', title: `${user.username} keeps the role`, message: describeError(error) }); };
  return (
    <NativeSelect
      size="xs" aria-label={`Role of ${user.username}`} data={ROLE_OPTIONS} value={user.role} title={reason ?? undefined} aria-disabled={reason !== null || undefined} aria-description={reason ?? undefined}
      onChange={(event) => { if (reason === null && !change.isPending) change.mutate({ id: user.id, role: event.currentTarget.value === 'admin' ? 'admin' : 'viewer' }, { onError: failed }); }}
    />
  );
}

function Row({ user, me, onDialog }: { user: UserResponse; me: UserResponse; onDialog(dialog: UserDialog): void }) {
  const reason = ownReason(me, user);
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={600} size="sm">{user.username}{reason !== null && <Text span c="dimmed" size="xs" ml={8}>you</Text>}</Text>
        {user.mustChangePassword && <Text size="xs" c="dimmed">must choose a password at the next sign-in</Text>}
      </Table.Td>
      <Table.Td><RoleField user={user} reason={reason} /></Table.Td>
      <Table.Td className={styles.colAge}><Text size="sm" c="dimmed"><TimeAgo at={user.createdAt} /></Text></Table.Td>
      <Table.Td>
        <Group gap={2} wrap="nowrap">
          <ActionIconButton label={`Set the password of ${user.username}`} reason={reason === null ? null : 'Change your own above.'} onAct={() => onDialog({ kind: 'password', user })}><IconKey size={16} /></ActionIconButton>
          <ActionIconButton label={`Remove ${user.username}`} reason={reason} onAct={() => onDialog({ kind: 'remove', user })}><IconTrash size={16} /></ActionIconButton>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

function UserTable({ users, me, onDialog }: { users: readonly UserResponse[]; me: UserResponse; onDialog(dialog: UserDialog): void }) {
  return (
    <div className={styles.table}>
      <Table verticalSpacing="xs" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th className={styles.colRole}>Role</Table.Th>
            <Table.Th className={styles.colAge}>Since</Table.Th>
            <Table.Th className={styles.colMenu}>Actions</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{users.map((user) => <Row key={user.id} user={user} me={me} onDialog={onDialog} />)}</Table.Tbody>
      </Table>
    </div>
  );
}

/** The accounts, for admins. Viewers are told why they see none. */
export function Users({ me }: { me: UserResponse }) {
  const readOnly = useReadOnlyReason();
  const [dialog, setDialog] = useState<UserDialog>(null);
  const list = useQuery({ queryKey: ['users'], queryFn: ({ signal }) => usersApi.list({ limit: MOST }, signal), enabled: readOnly === null, placeholderData: keepPreviousData });
  return (
    <>
      {readOnly !== null && <Alert variant="light" color="gray" icon={<IconLock />} role="note">Accounts are the admins' to see and to change. {readOnly}</Alert>}
      {list.isError && <ErrorPanel what="The users could not be loaded" error={list.error} onRetry={() => void list.refetch()} />}
      {readOnly === null && list.isPending && <Skeleton height={120} />}
      {list.data !== undefined && <UserTable users={list.data.data} me={me} onDialog={setDialog} />}
      {list.data !== undefined && list.data.total > list.data.data.length && <Text size="xs" c="dimmed" mt={6}>The first {MOST} of {list.data.total}.</Text>}
      <ActionButton mt="md" size="xs" leftSection={<IconUserPlus size={15} />} reason={readOnly} onAct={() => setDialog({ kind: 'add' })}>Add a user</ActionButton>
      <UserDialogs dialog={dialog} onClose={() => setDialog(null)} />
    </>
  );
}
