import ELK, { type ELK as Elk } from 'elkjs/lib/elk-api';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';

let elk: Elk | null = null;

/** ELK in a worker of this origin, started when first needed and kept. Its file is served unmodified, licence notice included. */
export function elkInWorker(): Elk {
  elk ??= new ELK({ workerFactory: () => new Worker(workerUrl) });
  return elk;
}
