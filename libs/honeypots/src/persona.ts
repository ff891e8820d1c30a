/** Identity of one decky, derived from its seed: the same decky redeployed is the same machine, two installs never share one. */
export interface Persona {
  /** Secret of the install mixed with maze and decky id; all else is derived from it. */
  seed: string;
  hostname: string;
  archetype: string;
  os: { family: 'linux' | 'windows' | 'appliance'; distribution: string; kernel: string };
  ssh: { banner: string };
  http: { server: string };
  /** Login names that exist on the machine, root first. */
  users: string[];
  /** Milliseconds since the epoch at which the machine claims to have booted. */
  bootedAt: number;
}
