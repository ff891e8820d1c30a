import { describe, expect, it } from '@jest/globals';
import type { Op } from '@decnet/domain';
import { describeOp } from './describeOp';

const NAMES: Record<string, string> = { l1: 'finance', d1: 'web-1' };
const say = (op: Op): string => describeOp(op, (reference) => NAMES[reference] ?? null);

describe('what a change is called', () => {
  it.each<[Op, string]>([
    [{ op: 'add_lan' }, 'Add a LAN'],
    [{ op: 'add_lan', name: 'lan-04' }, 'Add lan-04'],
    [{ op: 'remove_decky', decky: 'decky-x' }, 'Remove a decky'],
    [{ op: 'add_lan', name: 'finance', subnet: '10.0.4.0/24', isDmz: true }, 'Add DMZ finance, 10.0.4.0/24'],
    [{ op: 'update_lan', lan: 'l1', patch: { name: 'audit', isDmz: false } }, 'Change LAN finance: name audit, is not the DMZ'],
    [{ op: 'remove_lan', lan: 'l1' }, 'Remove LAN finance'],
    [{ op: 'add_decky', lan: 'l1' }, 'Add a decky to finance'],
    [{ op: 'add_decky', name: 'web-2', lan: 'l1', ip: '10.0.4.9' }, 'Add decky web-2 to finance at 10.0.4.9'],
    [{ op: 'add_decky', name: 'web-2', lan: null }, 'Add decky web-2 without a LAN'],
    [{ op: 'update_decky', decky: 'd1', patch: { services: ['ssh', 'http', 'smtp'], forwardsL3: true } }, 'Change decky web-1: services ssh, http and smtp, routes between its LANs'],
    [{ op: 'update_decky', decky: 'd1', patch: { homeLan: 'l1', ip: '10.0.4.3' } }, 'Change decky web-1: home finance, address 10.0.4.3'],
    [{ op: 'update_decky', decky: 'd1', patch: { services: [], serviceConfig: { ssh: { user: 'ops' } } } }, 'Change decky web-1: no services, settings of ssh'],
    [{ op: 'update_decky', decky: 'd1', patch: {} }, 'Change decky web-1: nothing'],
    [{ op: 'remove_decky', decky: 'd1' }, 'Remove decky web-1'],
    [{ op: 'attach_decky', decky: 'd1', lan: 'l1', ip: '10.0.4.3', isHome: true }, 'Attach web-1 to finance at 10.0.4.3, as its home'],
    [{ op: 'update_edge', decky: 'd1', lan: 'l1', patch: { ip: '10.0.4.8' } }, 'Change web-1 in finance: address 10.0.4.8'],
    [{ op: 'detach_decky', decky: 'd1', lan: 'l1' }, 'Detach web-1 from finance'],
    [{ op: 'detach_decky', decky: 'x', lan: 'y' }, 'Detach a decky that is gone from a LAN that is gone'],
  ])('%j', (op, sentence) => {
    expect(say(op)).toBe(sentence);
  });

  // Guards the page against a server that is newer than it: an unknown field of a patch is left out, not a crash.
  it('leaves out what it does not know', () => {
    expect(say({ op: 'update_decky', decky: 'd1', patch: { name: 'a', colour: 'red' } as object })).toBe('Change decky web-1: name a');
  });
});
