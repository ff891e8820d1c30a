import { Box, Group } from '@mantine/core';
import { Link, NavLink, Outlet } from 'react-router';
import { UserMenu } from '../features/auth/UserMenu';
import { WorkersMark } from '../features/workers/WorkersMark';
import { Logo } from '../ui/Logo';
import { ThemeSwitch } from '../ui/ThemeSwitch';
import styles from './Shell.module.css';

/** The frame round every page behind the sign-in. */
export function Shell() {
  return (
    <Box className={styles.shell}>
      <a className={styles.skip} href="#main">Skip to the content</a>
      <header className={styles.bar}>
        <Link to="/mazes" className={styles.brand} aria-label="DECNET, list of mazes"><Logo /></Link>
        <nav aria-label="Main" className={styles.nav}>
          <NavLink to="/mazes" className={({ isActive }) => `${styles.link} ${isActive ? styles.active : ''}`}>Mazes</NavLink>
        </nav>
        <Group gap={6} ml="auto" wrap="nowrap">
          <WorkersMark />
          <ThemeSwitch />
          <UserMenu />
        </Group>
      </header>
      <main id="main" className={styles.main} tabIndex={-1}><Outlet /></main>
    </Box>
  );
}
