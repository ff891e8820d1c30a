import { Duplex } from 'node:stream';
import { contextFor } from '../../test/decoy.js';
import type { DecoyEvent } from '../event.js';
import { conversation, MAX_EVENTS } from './reporter.js';

const connection = () => ({ socket: new Duplex(), src: { ip: '10.0.0.1', port: 1 }, dst: { ip: '10.0.0.2', port: 2 }, sessionId: 's' });

describe('a conversation', () => {
  it('fills no disk: after so many events of one session the rest is counted', async () => {
    const events: DecoyEvent[] = [];
    await conversation(contextFor({ emit: (event) => events.push(event) }), 'ssh', connection(), async (reporter) => {
      for (let i = 0; i < MAX_EVENTS + 10; i += 1) reporter.report('command', { command: 'x' });
    });
    expect(events).toHaveLength(MAX_EVENTS + 1);
    expect(events.at(-1)).toMatchObject({ eventType: 'disconnect', data: { untold: 11 } });
  });

  it('says goodbye for a handler that throws, too', async () => {
    const events: DecoyEvent[] = [];
    const talk = conversation(contextFor({ emit: (event) => events.push(event) }), 'ssh', connection(), () => Promise.reject(new Error('broken')));
    await expect(talk).rejects.toThrow('broken');
    expect(events.map(({ eventType }) => eventType)).toEqual(['connect', 'disconnect']);
  });
});
