import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { listenTcp, listenUdp, withFallback } from './listeners.js';

const refusing = (...codes: string[]) => {
  const tried: number[] = [];
  const open = async (port: number): Promise<string> => {
    const code = codes[tried.length];
    tried.push(port);
    if (code) throw Object.assign(new Error(code), { code });
    return 'open';
  };
  return { tried, open };
};

describe('withFallback', () => {
  it.each(['EACCES', 'EADDRINUSE'])('moves to port + 20000 on %s', async (code) => {
    const { open } = refusing(code);
    expect(await withFallback(22, open)).toEqual({ opened: 'open', port: 20_022 });
  });

  it('names both ports when neither can be had', async () => {
    await expect(withFallback(22, refusing('EADDRINUSE', 'EADDRINUSE').open)).rejects.toThrow(/port 22: .*port 20022: /);
  });

  it.each([[22, 'EADDRNOTAVAIL'], [50_000, 'EADDRINUSE']])('does not move port %i on %s', async (port, code) => {
    const { open, tried } = refusing(code);
    await expect(withFallback(port, open)).rejects.toThrow(code);
    expect(tried).toEqual([port]);
  });
});

describe('listening beside a wildcard listener', () => {
  it('meets EADDRINUSE on TCP, so that a real daemon of the host is never in a decoy\'s way', async () => {
    const daemon = createServer();
    await new Promise<void>((resolve) => daemon.listen({ host: '0.0.0.0', port: 7_490 }, () => resolve()));
    await expect(listenTcp('127.77.9.2', 7_490, () => undefined)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await new Promise((resolve) => daemon.close(resolve));
  });

  it('meets EADDRINUSE on UDP', async () => {
    const daemon = createSocket('udp4');
    await new Promise<void>((resolve) => daemon.bind({ address: '0.0.0.0', port: 7_491 }, () => resolve()));
    await expect(listenUdp('127.77.9.2', 7_491, () => undefined)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await new Promise<void>((resolve) => daemon.close(() => resolve()));
  });
});
