import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { DeploymentPlan, PlannedDecky } from '@decnet/domain';
import { parse } from 'yaml';
import { quote } from './quote.js';
import { renderCompose } from './render-compose.js';

const TOPOLOGY = '9b2d3c1e-6a5f-4e0b-8c7d-1f2e3d4c5b6a';
const PREFIX = `decnet_t_${createHash('sha256').update(TOPOLOGY).digest('hex').slice(0, 8)}`;

const gate: PlannedDecky = {
  key: 'decky:no', specHash: 'hash-base', deckyId: 'id', name: 'no', archetype: 'linux-server', forwardsL3: true, distance: 0,
  addresses: [{ lan: 'dmz', ip: '10.77.0.2', isHome: true }, { lan: '1e3', ip: '10.77.1.2', isHome: false }],
  routes: [{ destination: '10.77.2.0/24', via: '10.77.1.3', lan: '1e3' }],
  services: [
    { key: 'decky:no/ssh', specHash: 'hash-ssh', service: 'ssh', config: { password: 'pa$$ ${HOME} "x" \u2028 é: #\n' }, ports: [{ service: 'ssh', port: 22, protocol: 'tcp' }] },
    { key: 'decky:no/snmp', specHash: 'hash-snmp', service: 'snmp', config: {}, ports: [{ service: 'snmp', port: 161, protocol: 'udp' }] },
  ],
  published: [{ service: 'ssh', port: 22, protocol: 'tcp' }, { service: 'snmp', port: 161, protocol: 'udp' }],
};
const plan: DeploymentPlan = {
  topologyId: TOPOLOGY, hash: 'h',
  networks: [
    { key: 'lan:dmz', specHash: 'hash-dmz', lan: 'dmz', subnet: '10.77.0.0/24', gateway: '10.77.0.1', internal: false },
    { key: 'lan:1e3', specHash: 'hash-1e3', lan: '1e3', subnet: '10.77.1.0/24', gateway: '10.77.1.1', internal: true },
  ],
  deckies: [gate, { ...gate, key: 'decky:plain', name: 'plain', forwardsL3: false, addresses: [{ lan: '1e3', ip: '10.77.1.3', isHome: true }], routes: [], services: [], published: [] }],
};

interface Container { [field: string]: unknown; labels: Record<string, string>; environment: Record<string, string> }
interface ComposeFile { name: string; networks: Record<string, unknown>; services: Record<string, Container> }
/** As the compose command line reads it: YAML first, then `$$` is a dollar. */
const read = (text: string): ComposeFile => parse(text, (_key, value: unknown) => (typeof value === 'string' ? value.replaceAll('$$', '$') : value)) as ComposeFile;

const confined = { cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], read_only: true };

describe('renderCompose', () => {
  const file = read(renderCompose(plan));

  it('makes one bridge per LAN, closed but for the DMZ', () => {
    expect(file.networks).toEqual({
      dmz: {
        name: `${PREFIX}_dmz`, driver: 'bridge', internal: false, ipam: { config: [{ subnet: '10.77.0.0/24', gateway: '10.77.0.1' }] },
        labels: { 'decnet.topology.id': TOPOLOGY, 'decnet.topology.lan': 'dmz', 'decnet.spec.hash': 'hash-dmz' },
      },
      '1e3': {
        name: `${PREFIX}_1e3`, driver: 'bridge', internal: true, ipam: { config: [{ subnet: '10.77.1.0/24', gateway: '10.77.1.1' }] },
        labels: { 'decnet.topology.id': TOPOLOGY, 'decnet.topology.lan': '1e3', 'decnet.spec.hash': 'hash-1e3' },
      },
    });
  });

  it('makes a base that owns addresses, routes, forwarding and published ports, and is never labelled a service', () => {
    expect(file.services['no']).toMatchObject({
      ...confined,
      container_name: `${PREFIX}_no`, hostname: 'no',
      networks: { dmz: { ipv4_address: '10.77.0.2' }, '1e3': { ipv4_address: '10.77.1.2' } },
      sysctls: { 'net.ipv4.ip_forward': '1' },
      command: ['sh', '-c', 'ip route replace 10.77.2.0/24 via 10.77.1.3 && exec sleep infinity'],
      ports: ['22:22/tcp', '161:161/udp'],
    });
    expect(file.services['no']!.labels).toEqual({
      'decnet.topology.id': TOPOLOGY, 'decnet.topology.decky': 'no', 'decnet.topology.role': 'base', 'decnet.spec.hash': 'hash-base',
    });
  });

  it('gives a base only what it needs', () => {
    const { sysctls, ports, cap_add: added, command } = file.services['plain']!;
    expect({ sysctls, ports, added, command }).toEqual({ command: ['sleep', 'infinity'] });
  });

  it('puts services into the network of their base, labelled as what they are', () => {
    expect(file.services['no_ssh']).toMatchObject({ ...confined, container_name: `${PREFIX}_no_ssh`, network_mode: 'service:no' });
    expect(file.services['no_ssh']!.labels).toEqual({
      'decnet.topology.id': TOPOLOGY, 'decnet.topology.decky': 'no', 'decnet.topology.service_name': 'ssh', 'decnet.topology.service': 'true', 'decnet.spec.hash': 'hash-ssh',
    });
    expect(Object.keys(file.services).sort()).toEqual(['no', 'no_snmp', 'no_ssh', 'plain']);
  });

  it('hands a service its configuration as it was typed, dollars and all', () => {
    const { DECNET_SERVICE: service, DECNET_SERVICE_CONFIG: config } = file.services['no_ssh']!.environment;
    expect(service).toBe('ssh');
    expect(JSON.parse(config!)).toEqual(gate.services[0]!.config);
    expect(renderCompose(plan)).not.toMatch(/(?<!\$)\$(?:\$\$)*(?!\$)/);
  });

  it('is a whole document for an empty maze', () => {
    expect(read(renderCompose({ topologyId: TOPOLOGY, hash: 'h', networks: [], deckies: [] }))).toEqual({ name: PREFIX, networks: {}, services: {} });
  });
});

describe('quote', () => {
  it('gives back every text through the library\'s eyes', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      expect(read(`a: ${quote(text)}`)).toEqual({ a: text });
    }));
  });

  it.each(['$', '$$', '${x}', '\u0085\u2028\ufeff', '\\', '"', "'", '😀', '\t\r\n', 'a: b # c'])('escapes %j', (text) => {
    expect(read(`a: ${quote(text)}`)).toEqual({ a: text });
    expect(quote(text)).toMatch(/^[ -~]*$/);
  });
});
