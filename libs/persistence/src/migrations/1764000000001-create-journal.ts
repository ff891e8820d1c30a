import type { MigrationInterface, QueryRunner } from 'typeorm';
import { childOf, columnKit, createTable, dropTables, index, KEY, NULLABLE, unique } from './shorthand.js';

const OF_TOPOLOGY = childOf('topologies', 'topology_id');
const COUNTERS = ['subnets', 'captured_events'] as const;

/** The journal of mazes, the queue of live changes, who owns which addresses, and the named counters. */
export class CreateJournal1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const kit = columnKit(runner);
    await createTable(runner, {
      name: 'topology_events',
      columns: [
        kit.uuid('topology_id', KEY), kit.counter('seq', KEY), kit.counter('version'), kit.text('type', 32), kit.longText('payload'),
        kit.longText('inverse', NULLABLE), kit.text('actor', 128), kit.text('request_id', 128, NULLABLE), kit.longText('answer', NULLABLE), kit.time('at'),
      ],
      indices: [
        unique('UQ_topology_events_request', 'request_id', 'topology_id'),
        index('IDX_topology_events_type', 'topology_id', 'type', 'seq'),
      ],
      ...OF_TOPOLOGY,
    });
    await createTable(runner, {
      name: 'topology_mutations',
      columns: [
        kit.uuid('id', KEY), kit.uuid('topology_id'), kit.counter('seq'), kit.text('op', 32), kit.longText('payload'),
        kit.longText('resolved_op', NULLABLE), kit.text('state', 16), kit.text('requested_by', 128), kit.time('requested_at'),
        kit.int('attempts'), kit.time('finished_at', NULLABLE), kit.longText('reason', NULLABLE),
      ],
      indices: [unique('UQ_topology_mutations_seq', 'topology_id', 'seq'), index('IDX_topology_mutations_state', 'state', 'topology_id')],
      ...OF_TOPOLOGY,
    });
    await createTable(runner, {
      name: 'subnet_claims',
      columns: [kit.uuid('topology_id', KEY), kit.uuid('lan_id', KEY), kit.counter('first'), kit.counter('last')],
      indices: [index('IDX_subnet_claims_range', 'first', 'last')],
      ...OF_TOPOLOGY,
    });
    await createTable(runner, { name: 'locks', columns: [kit.text('name', 64, KEY), kit.counter('value')] });
    for (const name of COUNTERS) {
      await runner.query(`INSERT INTO locks (name, value) SELECT '${name}', 0 FROM (SELECT 1 AS one) AS here
        WHERE NOT EXISTS (SELECT 1 FROM locks WHERE name = '${name}')`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['locks', 'subnet_claims', 'topology_mutations', 'topology_events']);
  }
}
