import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileEpochStore } from './file-epoch-store.js';
import { ScopeGate } from './scope-gate.js';

const done = async (): Promise<string> => 'done';

describe('ScopeGate on files', () => {
  let directory: string;
  const gate = (): ScopeGate => new ScopeGate(new FileEpochStore(join(directory, 'epochs')));

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'decnet-epochs-'));
  });

  afterEach(() => rm(directory, { recursive: true }));

  it('has an epoch on disk before any work is done under it', async () => {
    let stored = 0;
    await gate().run({ scope: 's', epoch: 3 }, async () => { stored = await new FileEpochStore(join(directory, 'epochs')).load('s'); });
    expect(stored).toBe(3);
  });

  it('refuses after a restart what it would have refused before', async () => {
    await gate().run({ scope: 's', epoch: 3 }, done);
    await expect(gate().run({ scope: 's', epoch: 2 }, done)).rejects.toMatchObject({ code: 'STALE_EPOCH' });
    expect(await gate().run({ scope: 's', epoch: 3 }, done)).toBe('done');
  });

  it('does nothing while epochs cannot be kept, and goes on once they can', async () => {
    const own = gate();
    const work: string[] = [];
    const run = (): Promise<void> => own.run({ scope: 's', epoch: 1 }, async () => { work.push('ran'); });
    await writeFile(join(directory, 'epochs'), 'a file where the folder belongs');
    await expect(run()).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
    expect(work).toEqual([]);
    await rm(join(directory, 'epochs'));
    await run();
    expect(work).toEqual(['ran']);
  });

  it('lets no scope choose a path, and keeps files to their owner', async () => {
    await gate().run({ scope: '../../outside', epoch: 1 }, done);
    const names = await readdir(join(directory, 'epochs'));
    expect(names).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.json$/)]);
    expect((await stat(join(directory, 'epochs', names[0]!))).mode & 0o777).toBe(0o600);
  });

  it('tells running work at its next step that a newer owner has come', async () => {
    const own = gate();
    const steps: number[] = [];
    let newer: Promise<string> | undefined;
    const old = own.run({ scope: 's', epoch: 1 }, async (check) => {
      for (let step = 0; step < 1_000; step += 1) {
        check();
        steps.push(step);
        newer ??= own.run({ scope: 's', epoch: 2 }, done);
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
    await expect(old).rejects.toMatchObject({ code: 'STALE_EPOCH', details: { epoch: 1, highest: 2 } });
    expect(await newer).toBe('done');
    expect(steps.length).toBeLessThan(100);
  });

  it('begins no work on a scope before the one before has ended, and does not hold up other scopes', async () => {
    const own = gate();
    const steps: string[] = [];
    let begin: () => void = () => undefined;
    let finish: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => { begin = resolve; });
    const finished = new Promise<void>((resolve) => { finish = resolve; });
    const first = own.run({ scope: 's', epoch: 1 }, async () => {
      steps.push('first begins');
      begin();
      await finished;
      steps.push('first ends');
    });
    await begun;
    const second = own.run({ scope: 's', epoch: 1 }, async () => { steps.push('second'); });
    await own.run({ scope: 'other', epoch: 1 }, async () => { steps.push('other'); });
    finish();
    await Promise.all([first, second]);
    expect(steps).toEqual(['first begins', 'other', 'first ends', 'second']);
  });

  it('goes on with the next work when one piece has failed', async () => {
    const own = gate();
    await expect(own.run({ scope: 's', epoch: 1 }, () => Promise.reject(new Error('no')))).rejects.toMatchObject({ code: 'ENGINE_FAILED', details: { reason: 'no' } });
    expect(await own.run({ scope: 's', epoch: 1 }, done)).toBe('done');
  });
});
