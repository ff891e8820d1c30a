import type { DeploymentPlan, PlannedDecky } from '@decnet/domain';

/** A LAN of a test maze: `10.77.<lan>.0/24`, and as many deckies on it. */
export interface DeckySketch {
  name: string;
  /** Third octet of each LAN that it stands in, home first. */
  lans?: readonly number[];
  /** Last octet of its addresses. */
  host: number;
  port: number;
  archetype?: string;
  forwardsL3?: boolean;
  services?: readonly { slug: string; port: number; protocol?: 'tcp' | 'udp' }[];
}

/** A plan without a maze behind it; hashes change with what they cover. LAN 0 is the DMZ. */
export function sketchPlan(topologyId: string, service: string, sketches: readonly DeckySketch[], subnetOf = defaultSubnet): DeploymentPlan {
  const lans = [...new Set(sketches.flatMap(({ lans: own = [0] }) => own))].sort((a, b) => a - b);
  const networks = lans.map((lan) => {
    const subnet = subnetOf(lan);
    return { key: `lan:lan-${lan}`, specHash: `net ${subnet}`, lan: `lan-${lan}`, subnet, gateway: subnet.replace(/\d+\/\d+$/, '1'), internal: lan > 0 };
  });
  const deckies = sketches.map((sketch) => sketchDecky(sketch, service, subnetOf));
  return { topologyId, hash: JSON.stringify([networks, deckies]), networks, deckies };
}

function defaultSubnet(lan: number): string {
  return `10.77.${lan}.0/24`;
}

function sketchDecky(sketch: DeckySketch, service: string, subnetOf: (lan: number) => string): PlannedDecky {
  const { name, lans = [0], host, port, archetype = 'linux-server', forwardsL3 = false, services = [{ slug: service, port }] } = sketch;
  const addresses = lans.map((lan, at) => ({ lan: `lan-${lan}`, ip: subnetOf(lan).replace(/\d+\/\d+$/, String(host)), isHome: at === 0 }));
  return {
    key: `decky:${name}`, specHash: JSON.stringify(sketch), deckyId: `id-${name}`, name, archetype, forwardsL3, addresses,
    routes: [], published: [], distance: Math.min(...lans),
    services: services.map(({ slug, port: own, protocol = 'tcp' }) => ({
      key: `decky:${name}/${slug}`, specHash: JSON.stringify([slug, own, protocol]), service: slug, config: {}, ports: [{ service: slug, port: own, protocol }],
    })),
  };
}
