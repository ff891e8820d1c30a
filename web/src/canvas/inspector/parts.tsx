import type { ReactNode } from 'react';
import styles from './Inspector.module.css';

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return <section className={styles.section}><h3 className={styles.heading}>{title}</h3>{children}</section>;
}

export function Facts({ children }: { children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}

/** A name and its value; without a value nothing is shown. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === undefined) return null;
  return <><dt>{name}</dt><dd>{children}</dd></>;
}
