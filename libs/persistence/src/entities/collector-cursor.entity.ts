import { Column, Entity, PrimaryColumn } from 'typeorm';
import { TEXT, varchar } from './columns.js';

/** How far the spool of an engine host has been read; committed together with the events. */
@Entity('collector_cursors')
export class CollectorCursorEntity {
  @PrimaryColumn(varchar(255)) engineHost!: string;
  @Column({ ...TEXT, name: 'position' }) cursor!: string;
}
