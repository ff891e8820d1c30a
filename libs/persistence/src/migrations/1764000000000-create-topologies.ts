import type { MigrationInterface, QueryRunner } from 'typeorm';
import { childOf, columnKit, createTable, dropTables, index, KEY, NULLABLE, unique, type ColumnKit } from './shorthand.js';

const OF_TOPOLOGY = childOf('topologies', 'topology_id');

/** Mazes, their parts, and what is observed of them. */
export class CreateTopologies1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await useBinaryUtf8(runner);
    const kit = columnKit(runner);
    await createTopologies(runner, kit);
    await createParts(runner, kit);
    await createTable(runner, {
      name: 'decky_observations',
      columns: [
        kit.uuid('topology_id', KEY), kit.uuid('decky_id', KEY),
        kit.text('state', 16), kit.longText('last_error', NULLABLE), kit.longText('endpoints'),
      ],
      ...OF_TOPOLOGY,
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['decky_observations', 'edges', 'deckies', 'lans', 'topologies']);
  }
}

/** A server's default may be latin1, and any other collation would take names that differ in case for one. */
async function useBinaryUtf8(runner: QueryRunner): Promise<void> {
  if (runner.dataSource.options.type === 'better-sqlite3') return;
  await runner.query('ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
}

async function createTopologies(runner: QueryRunner, kit: ColumnKit): Promise<void> {
  await createTable(runner, {
    name: 'topologies',
    columns: [
      kit.uuid('id', KEY), kit.text('name', 64), kit.text('mode', 16), kit.uuid('target_host_id', NULLABLE),
      kit.longText('generator_config', NULLABLE),
      kit.text('status', 16), kit.longText('status_reason', NULLABLE), kit.time('status_changed_at'),
      kit.counter('version'), kit.counter('event_seq'), kit.counter('observed_seq'),
      kit.flag('needs_resync'), kit.longText('last_error', NULLABLE), kit.text('engine_host', 255, NULLABLE),
      kit.text('lease_owner', 255, NULLABLE), kit.time('lease_expires_at', NULLABLE), kit.counter('lease_epoch'),
      kit.time('created_at'), kit.text('created_by', 128),
    ],
    indices: [
      unique('UQ_topologies_name', 'name'),
      index('IDX_topologies_created', 'created_at', 'id'),
      index('IDX_topologies_status', 'status', 'created_at'),
      index('IDX_topologies_work', 'engine_host', 'status'),
      index('IDX_topologies_lease', 'lease_owner'),
    ],
  });
}

async function createParts(runner: QueryRunner, kit: ColumnKit): Promise<void> {
  const key = [kit.uuid('topology_id', KEY), kit.uuid('id', KEY), kit.counter('ordinal')];
  await createTable(runner, {
    name: 'lans',
    columns: [
      ...key, kit.text('name', 31), kit.text('subnet', 18), kit.flag('is_dmz'),
      kit.number('x'), kit.number('y'), kit.number('width'), kit.number('height'),
    ],
    ...OF_TOPOLOGY,
  });
  await createTable(runner, {
    name: 'deckies',
    columns: [
      ...key, kit.text('name', 31), kit.text('archetype', 64), kit.longText('services'), kit.longText('service_config'),
      kit.flag('is_gateway'), kit.flag('forwards_l3'), kit.number('x'), kit.number('y'),
    ],
    ...OF_TOPOLOGY,
  });
  await createTable(runner, {
    name: 'edges',
    columns: [...key, kit.uuid('decky_id'), kit.uuid('lan_id'), kit.text('ip', 15), kit.flag('is_home')],
    ...OF_TOPOLOGY,
  });
}
