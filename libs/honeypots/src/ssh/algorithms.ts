import type { Algorithms } from 'ssh2';

/** What the library cannot compute but the real server offers; named all the same, for an offer without them is no OpenSSH's. */
export const UMAC = ['umac-64-etm@openssh.com', 'umac-128-etm@openssh.com', 'umac-64@openssh.com', 'umac-128@openssh.com'];

/** The offer of sshd 8.2 to 8.4, in its order. The library adds `kex-strict-s-v00@openssh.com`, as the distributions' patches do. */
export const OFFER = {
  kex: [
    'curve25519-sha256', 'curve25519-sha256@libssh.org', 'ecdh-sha2-nistp256', 'ecdh-sha2-nistp384', 'ecdh-sha2-nistp521',
    'diffie-hellman-group-exchange-sha256', 'diffie-hellman-group16-sha512', 'diffie-hellman-group18-sha512', 'diffie-hellman-group14-sha256',
  ],
  cipher: ['chacha20-poly1305@openssh.com', 'aes128-ctr', 'aes192-ctr', 'aes256-ctr', 'aes128-gcm@openssh.com', 'aes256-gcm@openssh.com'],
  hmac: [
    'umac-64-etm@openssh.com', 'umac-128-etm@openssh.com', 'hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha1-etm@openssh.com',
    'umac-64@openssh.com', 'umac-128@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512', 'hmac-sha1',
  ],
  compress: ['none', 'zlib@openssh.com'],
  serverHostKey: ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa', 'ecdsa-sha2-nistp256', 'ssh-ed25519'],
  // The library's types know only what it can compute.
} as unknown as Algorithms;

/** Signatures that sshd says it takes from clients; 8.4 learnt one more. */
export function signatureAlgorithms(banner: string): string {
  const common = 'ssh-ed25519,sk-ssh-ed25519@openssh.com,ssh-rsa,rsa-sha2-256,rsa-sha2-512,ssh-dss,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,sk-ecdsa-sha2-nistp256@openssh.com';
  return banner.startsWith('OpenSSH_8.4') ? `${common},webauthn-sk-ecdsa-sha2-nistp256@openssh.com` : common;
}
