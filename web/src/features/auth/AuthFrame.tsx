import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Logo } from '../../ui/Logo';
import { ThemeSwitch } from '../../ui/ThemeSwitch';
import { MazeArt } from './MazeArt';
import styles from './AuthFrame.module.css';

/** The frame of the pages before the product: a form, and on wide screens a picture of what it is about. */
export function AuthFrame({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <div className={styles.frame}>
      <main className={styles.side}>
        <div className={styles.top}><Logo /><ThemeSwitch /></div>
        <div className={styles.form}>
          <Title order={1} fz={26} mb={6}>{title}</Title>
          <Text c="dimmed" mb="lg">{lead}</Text>
          {children}
        </div>
        <Text size="xs" c="dimmed">Everything behind this page is a trap, except this page.</Text>
      </main>
      <aside className={styles.art} aria-hidden="true"><MazeArt /></aside>
    </div>
  );
}
