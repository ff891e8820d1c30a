import type { PresentUser } from '@decnet/contract';

/** Whoever was not heard of for so long has gone. */
export const GONE_AFTER_MS = 30_000;
/** Of one maze; who comes later is not shown. */
const MOST = 200;

interface Sighting { user: PresentUser; until: number }

/** Who has one maze open, as far as anybody said so lately. */
export class PresenceBoard {
  private readonly sightings = new Map<string, Sighting>();

  constructor(private readonly now: () => number = Date.now) {}

  /** @returns whether that is news */
  note(user: PresentUser): boolean {
    const before = this.sightings.get(user.client);
    // Nobody speaks for a tab of somebody else's.
    if (before && before.user.username !== user.username) return false;
    if (!before && this.sightings.size >= MOST) return false;
    this.sightings.set(user.client, { user, until: this.now() + GONE_AFTER_MS });
    return JSON.stringify(before?.user) !== JSON.stringify(user);
  }

  /** Forgets who has gone. @returns whether anybody has */
  expire(): boolean {
    const now = this.now();
    const gone = [...this.sightings].filter(([, { until }]) => until <= now);
    for (const [client] of gone) this.sightings.delete(client);
    return gone.length > 0;
  }

  /** By name, then by tab. */
  list(): PresentUser[] {
    const order = ({ username, client }: PresentUser): string => `${username}\0${client}`;
    return [...this.sightings.values()].map(({ user }) => user).sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }

  get isEmpty(): boolean {
    return this.sightings.size === 0;
  }
}
