/** The system a machine claims to run; all its services and its shell tell this one story. */
export interface PersonaSystem {
  family: 'linux' | 'windows' | 'appliance';
  /** As `ID` in /etc/os-release. */
  id: string;
  /** As `VERSION_ID` in /etc/os-release. */
  version: string;
  codename: string;
  /** As `PRETTY_NAME` in /etc/os-release. */
  distribution: string;
  /** As `uname -r` says it. */
  kernel: string;
  /** As `uname -v` says it. */
  build: string;
}

/** Identity of one decky, derived from its seed: the same decky redeployed is the same machine, two installs never share one. */
export interface Persona {
  /** Secret of the install mixed with maze and decky id; all else is derived from it. */
  seed: string;
  hostname: string;
  archetype: string;
  os: PersonaSystem;
  /** What follows `SSH-2.0-`. */
  ssh: { banner: string };
  /** What stands in the `Server` header, and what it would be for either product on this machine. */
  http: { server: string; nginx: string; apache: string };
  /** Hardware address of the first interface, `aa:bb:cc:dd:ee:ff`. */
  mac: string;
  /** Login names that exist on the machine, root first. */
  users: string[];
  /** Milliseconds since the epoch at which the machine claims to have booted. */
  bootedAt: number;
}
