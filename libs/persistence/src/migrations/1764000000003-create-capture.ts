import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnKit, createTable, dropTables, index, KEY, NULLABLE, unique, type ColumnKit } from './shorthand.js';

/** What decoys caught, how often each was touched, and how far each collector has read. */
export class CreateCapture1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const kit = columnKit(runner);
    await createEvents(runner, kit);
    await createTable(runner, {
      name: 'decky_event_counts',
      columns: [kit.uuid('topology_id', KEY), kit.uuid('decky_id', KEY), kit.counter('count'), kit.time('last_at'), kit.text('last_src_ip', 45)],
    });
    await createTable(runner, { name: 'collector_cursors', columns: [kit.text('engine_host', 255, KEY), kit.longText('position')] });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['collector_cursors', 'decky_event_counts', 'captured_events']);
  }
}

async function createEvents(runner: QueryRunner, kit: ColumnKit): Promise<void> {
  await createTable(runner, {
    name: 'captured_events',
    columns: [
      kit.counter('seq', KEY), kit.uuid('id'), kit.time('at'), kit.time('received_at'), kit.text('engine_host', 255),
      kit.uuid('topology_id'), kit.uuid('decky_id'), kit.text('decky_name', 64), kit.text('lan', 64, NULLABLE),
      kit.text('service', 64), kit.text('session_id', 64), kit.text('event_type', 64),
      kit.text('src_ip', 45), kit.int('src_port'), kit.text('dst_ip', 45), kit.int('dst_port'),
      kit.text('outcome', 16, NULLABLE), kit.longText('user', NULLABLE), kit.longText('secret', NULLABLE),
      kit.longText('command', NULLABLE), kit.longText('request', NULLABLE), kit.counter('bytes', NULLABLE), kit.longText('data', NULLABLE),
    ],
    indices: [
      unique('UQ_captured_events_id', 'id'),
      index('IDX_captured_events_decky', 'topology_id', 'decky_id', 'seq'),
      index('IDX_captured_events_topology', 'topology_id', 'seq'),
      index('IDX_captured_events_service', 'service', 'seq'),
      index('IDX_captured_events_source', 'src_ip', 'seq'),
      index('IDX_captured_events_at', 'at'),
    ],
  });
}
