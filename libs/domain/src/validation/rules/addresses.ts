import { formatIp, gatewayOf, parseIp } from '../../allocation/index.js';
import type { Edge } from '../../topology/types.js';
import { error, type Issue } from '../issue.js';
import type { MazeView } from '../maze-view.js';
import type { Rule } from '../rule.js';

/** An address is well formed, inside its LAN, and neither network, gateway nor broadcast. */
export const misplacedAddresses: Rule = (view, { edges }) => edges.flatMap((edge) => problemOf(view, edge) ?? []);

function problemOf(view: MazeView, { id, lanId, ip }: Edge): Issue | null {
  const address = parseIp(ip);
  if (address === null) return error('IP_MALFORMED', `${JSON.stringify(ip)} is no IPv4 address`, 'edge', id, 'ip');
  const lan = view.lan(lanId);
  const cidr = lan && view.cidr(lan);
  if (!lan || !cidr) return null;
  if (address < cidr.first || address > cidr.last) return error('IP_OUT_OF_SUBNET', `${ip} is not in ${lan.subnet} of ${lan.name}`, 'edge', id, 'ip');
  const reserved = address === cidr.first || address === cidr.last || address === gatewayOf(cidr);
  if (!reserved) return null;
  const message = `${ip} is reserved in ${lan.name}: network, gateway ${formatIp(gatewayOf(cidr))} or broadcast`;
  return error('IP_RESERVED', message, 'edge', id, 'ip');
}
