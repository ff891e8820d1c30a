import { options, type Command, type CommandTable } from '../command.js';
import type { Machine } from '../machine.js';
import { seededRandom } from '../../persona/derive.js';

interface Device { name: string; ip: string; prefix: number; mac: string; network: string; broadcast: string; mask: string; packets: number }

/** The machine's own addresses in the maze, as network cards. */
function devicesOf({ persona, interfaces }: Machine): Device[] {
  const random = seededRandom(persona.seed, 'cards');
  return interfaces.map(({ ip, prefix }, index) => {
    const address = ip.split('.').reduce((value, octet) => value * 256 + Number(octet), 0);
    const size = 2 ** (32 - prefix);
    const first = Math.floor(address / size) * size;
    const mac = index === 0 ? persona.mac : persona.mac.slice(0, 9) + [0, 1, 2].map(() => random.int(256).toString(16).padStart(2, '0')).join(':');
    return { name: `eth${index}`, ip, prefix, mac, network: dotted(first), broadcast: dotted(first + size - 1), mask: dotted(2 ** 32 - size), packets: 40_000 + random.int(900_000) };
  });
}

function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

/** Link-local IPv6 address that a card gives itself. */
function linkLocal(mac: string): string {
  const [a, b, c, d, e, f] = mac.split(':').map((octet) => Number.parseInt(octet, 16)) as [number, number, number, number, number, number];
  const group = (high: number, low: number): string => (high * 256 + low).toString(16);
  return `fe80::${group(a ^ 2, b)}:${group(c, 0xff)}:${group(0xfe, d)}:${group(e, f)}`;
}

const ifconfig: Command = ({ args, shell, out, err }) => {
  const devices = devicesOf(shell.machine).filter(({ name }) => args[0] === undefined || args[0] === '-a' || args[0] === name);
  if (devices.length === 0 && args[0] !== 'lo') {
    err(`${args[0]}: error fetching interface information: Device not found\n`);
    return 1;
  }
  const counters = (packets: number): string => `        RX packets ${packets}  bytes ${packets * 412} (${(packets * 412 / 1e6).toFixed(1)} MB)\n        RX errors 0  dropped 0  overruns 0  frame 0\n        TX packets ${packets >> 1}  bytes ${packets * 96} (${(packets * 96 / 1e6).toFixed(1)} MB)\n        TX errors 0  dropped 0 overruns 0  carrier 0  collisions 0\n\n`;
  for (const { name, ip, mask, broadcast, mac, packets } of devices) {
    out(`${name}: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500\n        inet ${ip}  netmask ${mask}  broadcast ${broadcast}\n        inet6 ${linkLocal(mac)}  prefixlen 64  scopeid 0x20<link>\n        ether ${mac}  txqueuelen 1000  (Ethernet)\n${counters(packets)}`);
  }
  if (args[0] === undefined || args[0] === '-a' || args[0] === 'lo') {
    out(`lo: flags=73<UP,LOOPBACK,RUNNING>  mtu 65536\n        inet 127.0.0.1  netmask 255.0.0.0\n        inet6 ::1  prefixlen 128  scopeid 0x10<host>\n        loop  txqueuelen 1000  (Local Loopback)\n${counters(212)}`);
  }
  return 0;
};

function addresses(machine: Machine): string {
  const loopback = '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000\n    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n    inet 127.0.0.1/8 scope host lo\n       valid_lft forever preferred_lft forever\n    inet6 ::1/128 scope host \n       valid_lft forever preferred_lft forever\n';
  return loopback + devicesOf(machine).map(({ name, ip, prefix, mac, broadcast }, index) => (
    `${index + 2}: ${name}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc pfifo_fast state UP group default qlen 1000\n    link/ether ${mac} brd ff:ff:ff:ff:ff:ff\n    inet ${ip}/${prefix} brd ${broadcast} scope global ${name}\n       valid_lft forever preferred_lft forever\n    inet6 ${linkLocal(mac)}/64 scope link \n       valid_lft forever preferred_lft forever\n`
  )).join('');
}

function routes(machine: Machine): string {
  const devices = devicesOf(machine);
  const [home] = devices;
  const gateway = home ? `default via ${dotted(home.network.split('.').reduce((value, octet) => value * 256 + Number(octet), 0) + 1)} dev eth0 onlink \n` : '';
  return gateway + devices.map(({ name, ip, prefix, network }) => `${network}/${prefix} dev ${name} proto kernel scope link src ${ip} \n`).join('');
}

const ip: Command = ({ args, shell, out, err }) => {
  const [object = ''] = options(args).rest;
  if (object !== '' && 'address'.startsWith(object)) out(addresses(shell.machine));
  else if (object !== '' && 'route'.startsWith(object)) out(routes(shell.machine));
  else if (object !== '' && 'link'.startsWith(object)) out(addresses(shell.machine).split('\n').filter((line) => !/^ +(?:inet|valid)/.test(line)).join('\n'));
  else {
    err(object === '' ? 'Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }\n' : `Object "${object}" is unknown, try "ip help".\n`);
    return object === '' ? 255 : 1;
  }
  return 0;
};

export const networkCommands: CommandTable = { ifconfig, ip };
