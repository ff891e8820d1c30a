import ssh2, { type Connection as Client } from 'ssh2';
import constants from 'ssh2/lib/protocol/constants.js';
import { UMAC } from './algorithms.js';

/** The parts of the library's insides that are reached into, so that it behaves as sshd does. Held against the installed version by the tests. */
export interface Protocol {
  _handlers: Record<string, (protocol: Protocol, ...args: never[]) => void>;
  _remoteIdentRaw: Buffer;
  _kex: { remoteExtInfoEnabled: boolean };
  _kexinit: unknown;
  _onHandshakeComplete(...args: unknown[]): void;
  _packetRW: { write: { allocStart: number; alloc(length: number): Buffer; finalize(packet: Buffer): Buffer }; read: { _zlib?: { _maxOutputLength: number } } };
  _cipher: { encrypt(packet: Buffer): void; allocPacket(length: number): Buffer };
  disconnect(reason: number): void;
  authSuccess(): void;
  authFailure(methods: string[]): void;
  channelOpenFail(channel: number, reason: number, description: string): void;
}
export interface OpenClient extends Client { _protocol: Protocol; _sock: unknown; authenticated: boolean }

constants.SUPPORTED_MAC.push(...UMAC.filter((name) => !constants.SUPPORTED_MAC.includes(name)));
// sshd asks nobody whether he is still there.
(ssh2.Server as unknown as { KEEPALIVE_CLIENT_INTERVAL: number }).KEEPALIVE_CLIENT_INTERVAL = -1;

export const { Server, utils } = ssh2;

/** Sends a message of our own, outside of a key exchange. */
export function send(protocol: Protocol, payload: Buffer): void {
  if (protocol._kexinit !== undefined) return;
  const { write } = protocol._packetRW;
  const packet = write.alloc(payload.length);
  packet.set(payload, write.allocStart);
  protocol._cipher.encrypt(write.finalize(packet));
}

/** A string as SSH writes it: its length, then its bytes. */
export function field(text: string | Buffer): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
