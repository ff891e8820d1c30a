import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileKeyStore } from './file-key-store.js';

describe('FileKeyStore', () => {
  let root: string;
  let made = 0;
  const make = async (): Promise<string> => {
    made += 1;
    return `key ${made}`;
  };

  beforeEach(async () => {
    made = 0;
    root = await mkdtemp(join(tmpdir(), 'decnet-keys-'));
  });

  afterEach(() => rm(root, { recursive: true }));

  it('makes a key once, however many ask at once and after a restart', async () => {
    const store = new FileKeyStore(root, 'maze', 'decky');
    expect(new Set(await Promise.all(Array.from({ length: 20 }, () => store.get('rsa', make))))).toEqual(new Set(['key 1']));
    expect(await new FileKeyStore(root, 'maze', 'decky').get('rsa', make)).toBe('key 1');
    expect(made).toBe(1);
  });

  it('gives two makers who race the same key', async () => {
    const stores = Array.from({ length: 8 }, () => new FileKeyStore(root, 'maze', 'decky'));
    expect(new Set(await Promise.all(stores.map((store) => store.get('rsa', make)))).size).toBe(1);
  });

  it('shares nothing between names, deckies and mazes', async () => {
    const keys = await Promise.all([
      new FileKeyStore(root, 'maze', 'decky').get('rsa', make), new FileKeyStore(root, 'maze', 'decky').get('ed25519', make),
      new FileKeyStore(root, 'maze', 'other').get('rsa', make), new FileKeyStore(root, 'other', 'decky').get('rsa', make),
    ]);
    expect(new Set(keys).size).toBe(4);
  });

  it('tries again after a failure', async () => {
    const store = new FileKeyStore(root, 'maze', 'decky');
    await expect(store.get('rsa', () => Promise.reject(new Error('no entropy')))).rejects.toThrow('no entropy');
    expect(await store.get('rsa', make)).toBe('key 1');
  });

  it('keeps files to their owner and lets no name choose a path', async () => {
    await new FileKeyStore(root, '../maze', '../../decky').get('../../../key', make);
    const files = (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(files).toHaveLength(1);
    expect((await stat(join(files[0]!.parentPath, files[0]!.name))).mode & 0o777).toBe(0o600);
  });
});
