import { startSampleApp, type SampleApp } from '../../test/sample-app.js';

let sample: SampleApp;
beforeAll(async () => { sample = await startSampleApp(); });
afterAll(() => sample.close());

const ADMIN = { authorization: 'Bearer admin:ada' };

interface Answer { status: number; code: string; errors?: { path: string; message: string }[]; requestId: string; detail: string }

async function post(body: string): Promise<Answer> {
  const response = await fetch(`${sample.url}/api/v1/things`, { method: 'POST', headers: { ...ADMIN, 'content-type': 'application/json' }, body });
  return (await response.json()) as Answer;
}
async function get(path: string, method = 'GET'): Promise<Answer & { allow?: string[] }> {
  return (await (await fetch(`${sample.url}${path}`, { method, headers: ADMIN })).json()) as Answer;
}
const nested = (depth: number): string => `{"name":${'['.repeat(depth)}${']'.repeat(depth)}}`;

describe('a shape error is a 400 that names the field', () => {
  test.each([
    ['a wrong type', '{"name":7}', 'name'],
    ['a missing field', '{}', 'name'],
    ['a field below a list', '{"name":"a","parts":[{"label":"x"},{"label":9}]}', 'parts.1.label'],
    ['an unknown field', '{"name":"a","colour":"red"}', 'colour'],
    ['an unknown field below', '{"name":"a","parts":[{"label":"x","y":1}]}', 'parts.0.y'],
    ['an unknown field without a name', '{"name":"a","":1}', '""'],
    ['a number out of bounds', '{"name":"a","size":9}', 'size'],
    ['a list for a body', '[]', 'body'],
    ['a string for a body', '"name"', 'body'],
    ['null for a body', 'null', 'body'],
    ['a number for a body', '7', 'body'],
    ['not JSON', '{"name":', 'body'],
    ['a NUL character', '{"name":"a\\u0000b"}', 'name'],
    ['half an emoji', '{"name":"a\\ud83d"}', 'name'],
    ['half an emoji below', '{"name":"a","parts":[{"label":"\\udc19x"}]}', 'parts.0.label'],
    ['a NUL character in a key', '{"name":"a","x\\u0000":1}', 'body'],
    ['a prototype', '{"name":"a","__proto__":{"admin":true}}', '__proto__'],
    ['a constructor', '{"name":"a","constructor":{"prototype":{"admin":true}}}', 'constructor'],
  ])('%s', async (_, body, path) => {
    const answer = await post(body);
    expect(answer).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
    expect(answer.errors?.map((error) => error.path)).toContain(path);
  });

  test('nesting that would overflow a recursive validator is refused', async () => {
    for (const depth of [40, 5_000, 500_000]) expect(await post(nested(depth))).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
  });

  test('thousands of mistakes are answered with a bounded list', async () => {
    const answer = await post(JSON.stringify({ name: 'a', parts: Array.from({ length: 5_000 }, () => ({ label: 1 })) }));
    expect(answer.errors).toHaveLength(50);
  });

  test.each(['limit=banana', 'limit=1&limit=2', 'unknown=1', 'limit=0', 'limit=%00', '__proto__=1', 'constructor=1', 'limit[a]=1'])('query %s', async (query) => {
    expect(await get(`/api/v1/things?${query}`)).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
  });
});

describe('what is not there', () => {
  test.each(['/api/v1/nothing', '/api/v1', '/api/v1/things/1', '/api/v1/things/not-a-uuid', '/favicon.ico', '/api/v1/things/%00', '/api/v1/things/..%2f..%2fetc'])('%s is 404', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  test('a path that knows other methods is 405 and says which', async () => {
    expect(await get('/api/v1/things', 'DELETE')).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED', allow: ['GET', 'POST'] });
    expect(await get('/api/v1/things/import', 'PATCH')).toMatchObject({ status: 405 });
  });

  test('an id in capitals is the same id', async () => {
    expect(await get('/api/v1/things/5F0C1E0A-0000-4000-8000-0000000000AB')).toEqual({ id: '5f0c1e0a-0000-4000-8000-0000000000ab' });
  });
});

test('an unforeseen error tells the caller nothing and the log everything', async () => {
  const answer = await get('/api/v1/things/broken');
  expect(answer).toMatchObject({ status: 500, code: 'INTERNAL' });
  expect(JSON.stringify(answer)).not.toContain('hunter2');
  const line = sample.logLines.find((text) => text.includes('hunter2'));
  expect(line).toContain(answer.requestId);
});

test('a body that is announced but empty counts as none', async () => {
  const response = await fetch(`${sample.url}/api/v1/things/5f0c1e0a-0000-4000-8000-0000000000ab`, { method: 'DELETE', headers: { ...ADMIN, 'content-type': 'application/json' } });
  expect(response.status).toBe(200);
});
