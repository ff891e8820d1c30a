import { describe, expect, it } from '@jest/globals';
import type { CapturedEventResponse } from '@decnet/contract';
import { describeEvent, sentence } from './describeEvent';

const event = (patch: Partial<CapturedEventResponse>): CapturedEventResponse => ({
  seq: 1, id: 'x', at: '', topologyId: 't', deckyId: 'd', deckyName: 'decky-001', lan: 'lan-00', service: 'ssh', sessionId: 's', eventType: 'connect',
  srcIp: '10.0.0.9', srcPort: 1,
  dstIp: '10.0.0.2', dstPort: 22, outcome: null, user: null, secret: null, command: null, request: null, bytes: null, data: null, ...patch,
});

describe('what an event says', () => {
  // Guards the most important line of the feed: which password was tried, and whether it opened the door.
  it('tells user, password and outcome of a login', () => {
    expect(describeEvent(event({ eventType: 'login', user: 'root', secret: 'toor', outcome: 'failure' }))).toEqual({ verb: 'tried to sign in as', quoted: 'root / toor', outcome: 'rejected', tone: 'good' });
    expect(describeEvent(event({ eventType: 'login', user: 'root', secret: 'x', outcome: 'success' }))).toMatchObject({ verb: 'signed in as', outcome: 'let in', tone: 'bad' });
  });

  it('quotes commands and requests as they were typed', () => {
    expect(describeEvent(event({ eventType: 'command', command: '<b>id</b>; ls' })).quoted).toBe('<b>id</b>; ls');
    expect(describeEvent(event({ eventType: 'request', request: 'GET /' })).quoted).toBe('GET /');
  });

  it('says something of types that it does not know', () => {
    expect(describeEvent(event({ eventType: 'teleport' })).verb).toBe('teleport');
  });

  it('makes one sentence', () => {
    expect(sentence(event({ eventType: 'command', command: 'id' }))).toBe('10.0.0.9 ran id on decky-001, ssh');
  });
});
