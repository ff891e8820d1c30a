import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineHostProcess } from './engine-host-process.js';

/** Says that it is up, then does what its environment says; ends when its standard input does. */
const PROGRAM = `
if (process.env.STUBBORN) process.on('SIGTERM', () => undefined);
process.stdout.write('noise\\n' + JSON.stringify({ ready: true, pid: process.pid, generation: String(process.pid), socket: process.argv[3] }) + '\\n');
process.stdin.on('end', () => process.exit(0)).resume();
setInterval(() => undefined, 1_000);
`;

describe('EngineHostProcess', () => {
  let directory: string;
  let supervisor: EngineHostProcess;
  let log: string[];
  let waiting: { length: number; resolve(): void }[];

  function note(line: string): void {
    log.push(line);
    for (const { length, resolve } of waiting) if (log.length >= length) resolve();
  }

  const logged = (length: number): Promise<void> => new Promise((resolve) => {
    waiting.push({ length, resolve });
    if (log.length >= length) resolve();
  });

  async function supervise(program: string, env: NodeJS.ProcessEnv = {}): Promise<void> {
    const main = join(directory, 'main.mjs');
    await writeFile(main, program);
    supervisor = new EngineHostProcess({
      main, dataDir: '/data', env, onUp: ({ socket }) => note(`up ${socket}`), onDown: ({ code, signal }) => note(`down ${code ?? signal}`),
    });
    supervisor.start();
  }

  beforeEach(async () => {
    log = [];
    waiting = [];
    directory = await mkdtemp(join(tmpdir(), 'decnet-supervisor-'));
  });

  afterEach(async () => {
    await supervisor.stop();
    await rm(directory, { recursive: true });
  });

  it('starts a host again that was killed, and says so', async () => {
    await supervise(PROGRAM);
    await logged(1);
    process.kill(supervisor.pid!, 'SIGKILL');
    await logged(3);
    expect(log).toEqual(['up /data', 'down SIGKILL', 'up /data']);
  });

  it('waits longer after each host that dies at once', async () => {
    const since = performance.now();
    await supervise('process.exit(7);');
    await logged(3);
    expect(log).toEqual(['down 7', 'down 7', 'down 7']);
    expect(performance.now() - since).toBeGreaterThan(250 + 500);
  });

  it('stops a host and does not start it again', async () => {
    await supervise(PROGRAM);
    await logged(1);
    await supervisor.stop();
    expect(log).toEqual(['up /data', 'down SIGTERM']);
    expect(supervisor.pid).toBeUndefined();
  });

  it('kills a host that does not want to stop', async () => {
    await supervise(PROGRAM, { STUBBORN: '1' });
    await logged(1);
    await supervisor.stop();
    expect(log).toEqual(['up /data', 'down SIGKILL']);
  });
});
