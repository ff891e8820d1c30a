import { describe, expect, it } from '@jest/globals';
import { reachLine } from './reach';

const at = (service: string, protocol: 'tcp' | 'udp' = 'tcp') => ({ service, lan: 'lan-00', address: '127.20.0.2', port: 10022, protocol });

describe('lines for the terminal', () => {
  // Guards the first thing somebody does with a deployed maze: paste the line and be let in.
  it('signs in with the name that the decoy lets in', () => {
    expect(reachLine(at('ssh'), { user: 'ops' })).toBe('ssh -p 10022 ops@127.20.0.2');
    expect(reachLine(at('ssh'), undefined)).toBe('ssh -p 10022 root@127.20.0.2');
  });

  it('knows the usual clients and falls back to nc', () => {
    expect(reachLine(at('http'), undefined)).toBe('curl -i http://127.20.0.2:10022/');
    expect(reachLine({ ...at('http'), port: 80 }, undefined)).toBe('curl -i http://127.20.0.2/');
    expect(reachLine({ ...at('ssh'), port: 22 }, undefined)).toBe('ssh root@127.20.0.2');
    expect(reachLine(at('snmp', 'udp'), undefined)).toBe('nc -u 127.20.0.2 10022');
  });
});
