import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localAddress, remoteAddress } from './address.js';
import { TokenStore } from './token-store.js';

const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
const token = { accessToken: 'secret', expiresAt: tomorrow, username: 'ann' };

describe('tokens that a login left', () => {
  let home: string;
  beforeEach(() => { home = mkdtempSync(join(tmpdir(), 'decnet-tokens-')); });
  afterEach(() => rmSync(home, { recursive: true }));

  it('can be read by their owner only, even where the file was open to others before', () => {
    const folder = join(home, '.config', 'decnet');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'tokens.json'), '{}', { mode: 0o644 });
    const file = new TokenStore({ HOME: home }).save('http://a', token);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('are kept for each address and given to no other', () => {
    const store = new TokenStore({ XDG_CONFIG_HOME: home });
    store.save('http://a', token);
    store.save('http://b', { ...token, accessToken: 'other' });
    expect([store.find('http://a')?.accessToken, store.find('http://b')?.accessToken, store.find('http://c')]).toEqual(['secret', 'other', undefined]);
  });

  it('are not used once they have expired', () => {
    const store = new TokenStore({ HOME: home });
    store.save('http://a', { ...token, expiresAt: new Date(Date.now() - 1).toISOString() });
    expect(store.find('http://a')).toBeUndefined();
  });
});

describe('where the server is', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:8000'], ['0.0.0.0', 'http://127.0.0.1:8000'], ['::', 'http://[::1]:8000'], ['::1', 'http://[::1]:8000'], ['decnet.lan', 'http://decnet.lan:8000'],
  ])('a server that listens on %s is asked at %s', (host, address) => {
    expect(localAddress({ host, port: 8000 })).toBe(address);
  });

  it('an address given by hand has to be one', () => {
    expect(remoteAddress('https://decnet.example/')).toBe('https://decnet.example');
    expect(() => remoteAddress('decnet.example')).toThrow(/http:\/\//);
    expect(() => remoteAddress('file:///etc/passwd')).toThrow(/http:\/\//);
  });
});
