import { error } from '../issue.js';
import type { Rule } from '../rule.js';

const LARGEST_PREFIX = 29;
const SMALLEST_PREFIX = 16;

export const malformedSubnets: Rule = (view, { lans }) =>
  lans.flatMap((lan) => {
    const cidr = view.cidr(lan);
    if (cidr && cidr.prefix >= SMALLEST_PREFIX && cidr.prefix <= LARGEST_PREFIX) return [];
    const message = `${JSON.stringify(lan.subnet)} is no subnet: an IPv4 CIDR from /${SMALLEST_PREFIX} to /${LARGEST_PREFIX} without host bits`;
    return [error('SUBNET_MALFORMED', message, 'lan', lan.id, 'subnet')];
  });
