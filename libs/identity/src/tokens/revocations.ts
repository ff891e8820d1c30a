import type { Revocation } from '@decnet/platform';

type Listener = (revocation: Revocation) => void;

/** Tells this process at once which sessions are over; other processes see it in the table. */
export class Revocations {
  private readonly listeners = new Set<Listener>();

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  announce(revocation: Revocation): void {
    for (const listener of this.listeners) listener(revocation);
  }
}
