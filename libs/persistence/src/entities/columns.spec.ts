import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { createDataSource } from '../database/data-source.js';
import { CapturedEventEntity } from './captured-event.entity.js';
import { DeckyEventCountEntity } from './decky-event-count.entity.js';
import { DeckyObservationEntity } from './decky-observation.entity.js';
import { DeckyEntity } from './decky.entity.js';
import { EdgeEntity } from './edge.entity.js';
import { ENTITIES } from './index.js';
import { LanEntity } from './lan.entity.js';
import { TopologyEventEntity } from './topology-event.entity.js';
import { TopologyEntity } from './topology.entity.js';
import { UserEntity } from './user.entity.js';

interface Disclosure {
  /** Class of libs/contract that shows the entity. */
  response: string;
  /** Columns that stay inside. A new column is either in the response or, on purpose, here. */
  internal: readonly string[];
}

const DISCLOSURES = new Map<new () => object, Disclosure>([
  [TopologyEntity, { response: 'TopologySummaryResponse', internal: ['observedSeq', 'leaseOwner', 'leaseExpiresAt', 'leaseEpoch'] }],
  [LanEntity, { response: 'LanResponse', internal: ['topologyId', 'ordinal'] }],
  [DeckyEntity, { response: 'DeckyResponse', internal: ['topologyId', 'ordinal'] }],
  [EdgeEntity, { response: 'EdgeResponse', internal: ['topologyId', 'ordinal'] }],
  [DeckyObservationEntity, { response: 'DeckyResponse', internal: ['topologyId', 'deckyId'] }],
  [TopologyEventEntity, { response: 'HistoryItemResponse', internal: ['topologyId', 'inverse', 'requestId', 'answer'] }],
  [UserEntity, { response: 'UserResponse', internal: ['passwordHash'] }],
  [CapturedEventEntity, { response: 'CapturedEventResponse', internal: ['receivedAt', 'engineHost'] }],
  [DeckyEventCountEntity, { response: 'DeckyEventCountResponse', internal: ['topologyId'] }],
]);
/** Shown by nothing as they are: locks, claims, sessions, cursors, and the queue until its routes are there. */
const WHOLLY_INTERNAL = ['locks', 'subnet_claims', 'sessions', 'collector_cursors', 'topology_mutations'];

describe('columns and what the API shows of them', () => {
  const dataSource = createDataSource('sqlite::memory:');
  const responses = responseClasses();

  beforeAll(() => dataSource.initialize());
  afterAll(() => dataSource.destroy());

  it.each([...DISCLOSURES].map(([entity, disclosure]) => [entity.name, entity, disclosure] as const))(
    'every column of %s is in its response or on its list of internal ones', (_, entity, { response, internal }) => {
      const shown = responses(response);
      const properties = dataSource.getMetadata(entity).columns.map(({ propertyName }) => propertyName);
      expect(properties.filter((property) => !shown.includes(property) && !internal.includes(property))).toEqual([]);
      expect(internal.filter((property) => shown.includes(property) || !properties.includes(property))).toEqual([]);
    });

  it('every other table is internal as a whole, on purpose', () => {
    const others = ENTITIES.filter((entity) => !DISCLOSURES.has(entity)).map((entity) => dataSource.getMetadata(entity).tableName);
    expect(others.sort()).toEqual([...WHOLLY_INTERNAL].sort());
  });
});

/** Fields of the contract's classes, inherited ones included, read from their source: at run time a field without a value is nothing. */
function responseClasses(): (name: string) => string[] {
  const folder = join(import.meta.dirname, '../../../contract/src');
  const classes = new Map<string, ts.ClassDeclaration>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.dto.ts'))) {
    const source = ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.ES2022);
    for (const statement of source.statements) {
      if (ts.isClassDeclaration(statement) && statement.name) classes.set(statement.name.text, statement);
    }
  }
  return function fieldsOf(name: string): string[] {
    const declaration = classes.get(name);
    if (!declaration) throw new Error(`libs/contract has no class ${name}`);
    const own = declaration.members.flatMap((member) => (member.name && ts.isIdentifier(member.name) ? [member.name.text] : []));
    const base = declaration.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression;
    return [...own, ...(base && ts.isIdentifier(base) ? fieldsOf(base.text) : [])];
  };
}
