import type { Reporter } from '../events/reporter.js';
import { signatureAlgorithms } from './algorithms.js';
import { field, send, uint32, type OpenClient, type Protocol } from './library.js';

const DISCONNECT = 1;
const EXT_INFO = 7;
const PROTOCOL_ERROR = 2;
const ADMINISTRATIVELY_PROHIBITED = 1;
const CONNECT_FAILED = 2;
/** A compressed packet grows to this at most. */
const MAX_INFLATED = 1024 * 1024;

interface ChannelOpen { type: string; sender: number; data?: { destIP?: string; destPort?: number; srcIP?: string; srcPort?: number; socketPath?: string } }

/** Takes from the library what it does otherwise than sshd: half-silent ends, texts, extensions, forwarding. */
export function teachManners(client: OpenClient, identification: string, banner: string, reporter: Reporter): void {
  const protocol = client._protocol;
  // The exchange hash covers what really came; the library was shown a version that it accepts.
  protocol._remoteIdentRaw = Buffer.from(identification, 'latin1');
  // sshd ends most quarrels by hanging up, without a word.
  protocol.disconnect = () => undefined;
  padWithZeros(protocol);
  announceSignatures(protocol, banner);
  refuseForwards(protocol, reporter);
}

/** Ends a session with a reason, in the words that the client shows. */
export function sayGoodbye(client: OpenClient, text: string): void {
  send(client._protocol, Buffer.concat([Buffer.from([DISCONNECT]), uint32(PROTOCOL_ERROR), field(text), field('')]));
  client.end();
}

/** Called when the login succeeded: only then compression begins. */
export function limitCompression({ _packetRW: { read } }: Protocol): void {
  if (read._zlib) read._zlib._maxOutputLength = MAX_INFLATED;
}

/** What sshd sends before the keys are changed is padded with zeros, the library's with random bytes. */
function padWithZeros({ _cipher: plain }: Protocol): void {
  const allocate = plain.allocPacket.bind(plain);
  plain.allocPacket = (length) => allocate(length).fill(0, 5 + length);
}

/** The library's own list of signature algorithms is the best known way to recognise it. */
function announceSignatures(protocol: Protocol, banner: string): void {
  const complete = protocol._onHandshakeComplete;
  let isFirst = true;
  protocol._onHandshakeComplete = (...args) => {
    const isWanted = isFirst && protocol._kex.remoteExtInfoEnabled;
    isFirst = false;
    protocol._kex.remoteExtInfoEnabled = false;
    if (isWanted) send(protocol, Buffer.concat([Buffer.from([EXT_INFO]), uint32(1), field('server-sig-algs'), field(signatureAlgorithms(banner))]));
    complete(...args);
  };
}

/** As with `AllowTcpForwarding no`. */
function refuseForwards(protocol: Protocol, reporter: Reporter): void {
  const fail = protocol.channelOpenFail.bind(protocol);
  protocol.channelOpenFail = (channel) => fail(channel, CONNECT_FAILED, 'open failed');
  const open = protocol._handlers.CHANNEL_OPEN as unknown as (self: Protocol, info: ChannelOpen) => void;
  protocol._handlers.CHANNEL_OPEN = ((self: Protocol, info: ChannelOpen) => {
    if (!info.type.startsWith('direct-')) {
      open(self, info);
      return;
    }
    const { destIP, destPort, srcIP, srcPort, socketPath } = info.data ?? {};
    reporter.report('forward', { outcome: 'refused', request: socketPath ?? `${destIP}:${destPort}`, data: { type: info.type, destination: destIP ?? socketPath, port: destPort, originator: srcIP, originatorPort: srcPort } });
    fail(info.sender, ADMINISTRATIVELY_PROHIBITED, 'open failed');
  }) as never;
}
