import type { KeyStore } from '../handler.js';
import { makeKey, rsaStock, type KeyMaker } from './rsa-stock.js';

const MAKERS: readonly (readonly [name: string, make: KeyMaker])[] = [
  ['ssh_host_rsa_key', () => rsaStock.take()],
  ['ssh_host_ecdsa_key', () => makeKey('ecdsa')],
  ['ssh_host_ed25519_key', () => makeKey('ed25519')],
];

/** The three private host keys of a decky, in the order in which sshd names them. Made on first use, the same ever after. */
export function hostKeys(store: KeyStore): Promise<string[]> {
  return Promise.all(MAKERS.map(([name, make]) => store.get(name, make)));
}
