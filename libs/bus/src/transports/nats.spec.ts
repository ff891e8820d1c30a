import { type BusServer, describeWith, natsServer } from '@decnet/testing';
import { connectBus } from '../connect.js';

describeWith('nats', 'nats transport', (executable) => {
  let server: BusServer;
  beforeAll(async () => { server = await (await natsServer(executable, 's3cret')).start(); });
  afterAll(() => server.remove());

  it.each([
    ['a wrong password', (url: string) => url.replace('s3cret', 'n0t-it')],
    ['no password', (url: string) => url.replace('decnet:s3cret@', '')],
    ['a token where a password is wanted', (url: string) => url.replace('decnet:s3cret@', 'n0t-it@')],
    ['a port where nobody listens', (url: string) => url.replace(/\d+$/, '1')],
    ['a host that is none', (url: string) => url.replace('127.0.0.1', 'nowhere.invalid')],
  ])('with %s it goes on trying, and the log has the server and no secret', async (_what, wrong) => {
    const url = wrong(server.url);
    let tell: (line: string) => void = () => undefined;
    const told = new Promise<string>((resolve) => { tell = resolve; });
    const bus = connectBus(url, (message, error) => tell(`${message} ${String(error)}`));
    const line = await told;
    expect(line).toContain(`the bus at nats://${new URL(url).host} cannot be reached (`);
    expect(line).not.toMatch(/s3cret|n0t-it/);
    expect(bus.publishSafely('a', 'x')).toBe(true);
    expect(await bus.flush(10)).toBe(false);
    await bus.close();
  });
});
