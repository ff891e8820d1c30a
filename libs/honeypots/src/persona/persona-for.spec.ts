import fc from 'fast-check';
import { personaFor, type PersonaRequest } from './persona-for.js';
import { RELEASES } from './releases.js';

const request = (over: Partial<PersonaRequest> = {}): PersonaRequest => (
  { installSecret: 'install-a', topologyId: 'maze-1', decky: 'd-1', archetype: 'web-server', name: 'decky-01', now: Date.UTC(2026, 4, 1), ...over }
);
const many = (over: Partial<PersonaRequest> = {}): ReturnType<typeof personaFor>[] => (
  Array.from({ length: 200 }, (_, i) => personaFor(request({ decky: `d-${i}`, ...over })))
);

describe('personaFor', () => {
  it('is the same machine after a redeploy, and a minute later', () => {
    expect(personaFor(request({ now: request().now! + 60_000 }))).toEqual(personaFor(request()));
  });

  it('shares nothing that identifies a machine between two installs, mazes or deckies', () => {
    const all = [...many(), ...many({ installSecret: 'install-b' }), ...many({ topologyId: 'maze-2' })];
    expect(new Set(all.map(({ seed }) => seed)).size).toBe(all.length);
    expect(new Set(all.map(({ mac }) => mac)).size).toBe(all.length);
  });

  it('does not confuse where one part of the identity ends and the next begins', () => {
    expect(personaFor(request({ topologyId: 'a', decky: 'bc' })).seed).not.toBe(personaFor(request({ topologyId: 'ab', decky: 'c' })).seed);
  });

  it('tells one story: ssh, web server and kernel come from one release at one patch level', () => {
    for (const { os, ssh, http } of many()) {
      const patches = RELEASES.find(({ codename }) => codename === os.codename)!.patches;
      expect(patches.some((patch) => patch.kernel === os.kernel && patch.build === os.build && patch.sshBanner === ssh.banner
        && [patch.nginx, patch.apache].includes(http.server))).toBe(true);
    }
  });

  it('claims only versions of sshd that can be imitated', () => {
    for (const { ssh } of many()) expect(ssh.banner).toMatch(/^OpenSSH_8\.[2-4]p1 (Debian|Ubuntu)-/);
  });

  it('never gives the game away in the host name, and keeps a name that a machine could have', () => {
    for (const { hostname } of many()) expect(hostname).not.toMatch(/decky|decoy|honey/);
    expect(personaFor(request({ name: 'Intranet 02' })).hostname).toBe('intranet-02');
  });

  it('makes a legal host name of any name', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (name) => {
      expect(personaFor(request({ name })).hostname).toMatch(/^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
    }));
  });

  it('has booted in the past, at most a season ago, and differently from its neighbours', () => {
    const now = request().now!;
    const boots = many().map(({ bootedAt }) => bootedAt);
    for (const bootedAt of boots) expect(now - bootedAt).toBeLessThan(96 * 86_400_000);
    for (const bootedAt of boots) expect(bootedAt).toBeLessThanOrEqual(now);
    expect(new Set(boots).size).toBe(boots.length);
  });
});
