import type { LocalEngine } from '../port.js';
import type { EmbeddedOptions } from './embedded-engine.js';

export type EmbeddedStart = Omit<EmbeddedOptions, 'kit'> & Partial<Pick<EmbeddedOptions, 'kit'>>;

/**
 * Opens the embedded engine. Loaded when it is called: whoever only needs the client must not pay for services and their libraries.
 * Without a kit it runs every service that honeypots has.
 */
export async function startEmbeddedEngine(options: EmbeddedStart): Promise<LocalEngine> {
  const { EmbeddedEngine } = await import('./embedded-engine.js');
  const kit = options.kit ?? (await import('./honeypot-kit.js')).honeypotKit();
  return EmbeddedEngine.open({ ...options, kit });
}
