import { createLogger, NestLogger, requestContext } from './index.js';

function record(level: 'debug' | 'info' = 'info'): { logger: ReturnType<typeof createLogger>; lines: Record<string, unknown>[]; text: () => string } {
  const raw: string[] = [];
  const lines: Record<string, unknown>[] = [];
  const write = (line: string): void => { raw.push(line); lines.push(JSON.parse(line) as Record<string, unknown>); };
  return { logger: createLogger({ level, worker: 'test', destination: { write } }), lines, text: () => raw.join('') };
}

test('what is called like a secret is masked, however deep it lies', () => {
  const { logger, text } = record();
  const secrets = { password: 'hunter2', authorization: 'Bearer hunter2', token: 'hunter2', accessToken: 'hunter2', secret: 'hunter2' };
  logger.info('login', { ...secrets, body: { ...secrets, user: { ...secrets, more: secrets } } });
  expect(text()).not.toContain('hunter2');
  expect(text()).toContain('[secret]');
});

test('a line written deep inside a request names it', async () => {
  const { logger, lines } = record();
  await requestContext.run({ requestId: 'r-1', actor: 'ada' }, async () => {
    await Promise.resolve();
    logger.info('inside');
  });
  logger.info('outside');
  expect(lines[0]).toMatchObject({ requestId: 'r-1', actor: 'ada', msg: 'inside', worker: 'test' });
  expect(lines[1]).not.toHaveProperty('requestId');
});

test('an error keeps its cause', () => {
  const { logger, text } = record();
  logger.error('failed', new Error('outer', { cause: new Error('inner') }));
  expect(text()).toContain('outer');
  expect(text()).toContain('inner');
});

test("Nest's own lines keep the class that speaks and stay out of the way", () => {
  const { logger, lines } = record();
  const nest = new NestLogger(logger);
  nest.log('Mapped {/api, GET} route', 'RouterExplorer');
  nest.warn('something is odd', 'InstanceLoader');
  nest.error(new Error('broken'), undefined, 'ExceptionsHandler');
  expect(lines.map(({ msg, context }) => [msg, context])).toEqual([['something is odd', 'InstanceLoader'], ['Nest reports', 'ExceptionsHandler']]);
});
