import { Badge, Group, Menu, Text, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconFileText, IconKey, IconLogout, IconSettings } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { authApi } from '../../api/routes';
import { endSession, useUser } from '../../api/session';
import styles from './UserMenu.module.css';

/** The server forgets the token when it can be reached; the page forgets it at once in any case. */
function signOut(): void {
  authApi.logout().catch(() => undefined);
  endSession();
}

export function UserMenu() {
  const user = useUser();
  const { pathname } = useLocation();
  if (user === null) return null;
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <UnstyledButton px={6} py={4} aria-label={`Account of ${user.username}, ${user.role}`}>
          <Group gap={8} wrap="nowrap">
            <span className={`dn-icon ${styles.initial}`} aria-hidden="true">{user.username.slice(0, 1).toUpperCase()}</span>
            <Text size="sm" fw={550} visibleFrom="sm">{user.username}</Text>
            <Badge size="sm" variant="default" radius="sm" tt="none" fw={550}>{user.role}</Badge>
            <IconChevronDown size={14} />
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.role === 'admin' ? 'Admin: sees and changes everything' : 'Viewer: sees everything, changes nothing'}</Menu.Label>
        <Menu.Item leftSection={<IconSettings size={16} />} component={Link} to="/settings">Settings</Menu.Item>
        <Menu.Item leftSection={<IconKey size={16} />} component={Link} to={`/change-password?next=${encodeURIComponent(pathname)}`}>Change password</Menu.Item>
        <Menu.Item leftSection={<IconFileText size={16} />} component="a" href="/third-party.txt" target="_blank" rel="noreferrer">Third-party licences</Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
