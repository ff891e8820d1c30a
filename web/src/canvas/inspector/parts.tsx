import type { ReactNode } from 'react';
import styles from './Inspector.module.css';

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return <section className={styles.section}><h3 className={styles.heading}>{title}</h3>{children}</section>;
}

/** Name and value pairs; pairs without a value are left out. */
export function Facts({ pairs }: { pairs: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {pairs.filter(([, value]) => value !== null && value !== undefined).flatMap(([name, value]) => [<dt key={`${name}-name`}>{name}</dt>, <dd key={name}>{value}</dd>])}
    </dl>
  );
}
