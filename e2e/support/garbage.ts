import fc from 'fast-check';

export interface Schema {
  $ref?: string;
  type?: string;
  nullable?: boolean;
  format?: string;
  enum?: unknown[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
}
export interface Operation {
  parameters?: { name: string; in: 'path' | 'query' | 'header'; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

/** What replaces one part of a good request. */
export interface Garbage {
  /** Name of the query's parameter or body's field; null when the whole body is replaced, or nothing can be named. */
  field: string | null;
  path?: Record<string, string>;
  query?: string;
  headers?: Record<string, string>;
  /** A field of this value, or without one. */
  set?: { value: unknown } | 'left out';
  body?: string;
  /** The document says that this is wrong: it has to be refused. Otherwise it may be right by chance. */
  surelyWrong: boolean;
}

const LONG = 5_000;
const EVERY_TYPE: Readonly<Record<string, unknown>> = { string: 'banana', integer: 7, boolean: true, array: [], object: {}, null: null };

/** Values that the schema forbids: other types, and what lies just beyond its bounds. */
function forbidden(schema: Schema): unknown[] {
  const type = schema.$ref ? 'object' : schema.type;
  const allowed = [type, ...(type === 'number' ? ['integer'] : []), ...(schema.nullable ? ['null'] : [])];
  const others = Object.entries(EVERY_TYPE).filter(([name]) => !allowed.includes(name)).map(([, value]) => value);
  const { minLength = 0, maxLength, minimum, maximum, minItems = 0 } = schema;
  return [
    ...others,
    ...(type === 'string' ? ['a\0b', '\ud800', ...(schema.enum || schema.format === 'uuid' || schema.format === 'date-time' ? ['banana'] : [])] : []),
    ...(minLength > 0 ? [''] : []),
    ...(maxLength === undefined ? [] : ['x'.repeat(maxLength + 1), 'x'.repeat(LONG + maxLength)]),
    ...(type === 'integer' ? [1.5] : []),
    ...(minimum === undefined ? [] : [minimum - 1, -1e308]),
    ...(maximum === undefined ? [] : [maximum + 1, 1e308]),
    ...(minItems > 0 ? [[]] : []),
    ...(type === 'array' ? [[null], [[[]]]] : []),
  ];
}

/** The same as text in a query, where everything is a text; half a character cannot be written there. */
function forbiddenInQuery(schema: Schema): string[] {
  const texts = forbidden(schema).flatMap((value) => (typeof value === 'string' || typeof value === 'number' ? [String(value)] : [])).filter((text) => !/\p{Surrogate}/u.test(text));
  return schema.type === 'string' ? texts.filter((text) => text !== '7') : texts;
}

function resolved(schema: Schema, schemas: Record<string, Schema>): Schema {
  return schema.$ref ? schemas[schema.$ref.split('/').pop()!]! : schema;
}

/** Every parameter and field of the operation violated in turn, one at a time. */
export function violations({ parameters = [], requestBody }: Operation, schemas: Record<string, Schema>): Garbage[] {
  const ofQuery = parameters.filter(({ in: place }) => place === 'query').flatMap(({ name, schema }) => (
    forbiddenInQuery(schema).map((text): Garbage => ({ field: name, query: `${name}=${encode(text)}`, surelyWrong: true }))
  ));
  const ofPath = parameters.filter(({ in: place }) => place === 'path').flatMap(({ name }) => (
    ['banana', '%00', '%ff', '%f0%9f%90%99', '..%2f..', 'x'.repeat(LONG), '__proto__'].map((id): Garbage => ({ field: null, path: { [name]: id }, surelyWrong: true }))
  ));
  const body = requestBody && resolved(requestBody.content['application/json']!.schema, schemas);
  const ofBody = Object.entries(body?.properties ?? {}).flatMap(([field, schema]): Garbage[] => [
    ...forbidden(schema).map((value): Garbage => ({ field, set: { value }, surelyWrong: true })),
    ...(body?.required?.includes(field) ? [{ field, set: 'left out', surelyWrong: true } as const] : []),
  ]);
  const unknown: Garbage[] = body ? [{ field: 'colour', set: { value: 'red' }, surelyWrong: true }] : [];
  const bodies = body ? ['{', 'null', '7', '[]', '"x"', 'nope', '{"a": 1e999}', '\ufeff'] : [];
  return [...ofQuery, ...ofPath, ...ofBody, ...unknown, ...bodies.map((text): Garbage => ({ field: null, body: text, surelyWrong: true }))];
}

/** Anything at all, from a seed: JSON for bodies and fields, texts for parameters and headers. */
export function anything({ parameters = [], requestBody }: Operation, schemas: Record<string, Schema>, { seed, count }: { seed: number; count: number }): Garbage[] {
  const fields = Object.keys((requestBody && resolved(requestBody.content['application/json']!.schema, schemas).properties) ?? {});
  const text = fc.string({ unit: 'binary', maxLength: 40 });
  const header = fc.stringMatching(/^[\x20-\x7e]{0,40}$/);
  const queries = parameters.filter(({ in: place }) => place === 'query').map(({ name }) => name);
  const choices: fc.Arbitrary<Partial<Garbage>>[] = [
    fc.tuple(fc.constantFrom(...queries, 'q', '__proto__', 'constructor'), text).map(([name, value]) => ({ query: `${name}=${encode(value)}` })),
    fc.tuple(fc.constantFrom('last-event-id', 'if-none-match', 'idempotency-key', 'accept', 'x-request-id'), header).map(([name, value]) => ({ headers: { [name]: value } })),
    ...(requestBody ? [fc.jsonValue({ maxDepth: 4 }).map((value) => ({ body: JSON.stringify(value) })), text.map((body) => ({ body }))] : []),
    ...(fields.length > 0 ? [fc.tuple(fc.constantFrom(...fields), fc.jsonValue({ maxDepth: 3 })).map(([field, value]) => ({ field, set: { value } }))] : []),
  ];
  return fc.sample(fc.oneof(...choices), { seed, numRuns: count }).map((part) => ({ field: null, ...part, surelyWrong: false }));
}

/** Percent-encoded, also where the text holds half a character, which no URL can. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}
