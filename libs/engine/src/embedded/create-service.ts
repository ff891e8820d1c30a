import type { PlannedDecky, PlannedService } from '@decnet/domain';
import type { DecoyEvent, DecoyNet, DecoyService, NetworkInterface } from '@decnet/honeypots';
import type { Scope } from '../port.js';
import type { EmbeddedHost } from './embedded-host.js';
import { FileKeyStore } from './file-key-store.js';

export interface ServiceOwner {
  scope: Scope;
  planned: PlannedDecky;
  /** Asked each time: a decky may gain a LAN while its services run on. */
  interfaces(): NetworkInterface[];
  net: DecoyNet;
  emit(event: DecoyEvent): void;
}

/** Makes one service of one decky. Throws when no handler is there for it or when it cannot speak the protocol of one of its ports. */
export function createService({ service, config, ports }: PlannedService, owner: ServiceOwner, { kit, secret, clock, keyDirectory, log }: EmbeddedHost): DecoyService {
  const { scope, planned, net, emit } = owner;
  const handler = kit.handlerFor(service);
  if (!handler) throw new Error('there is no such service in this build');
  const persona = kit.personaFor({ secret, scope, decky: planned });
  const made = handler.create({
    persona, config, clock, net, emit,
    get interfaces() { return owner.interfaces(); },
    random: kit.randomFor(persona.seed, service),
    keys: new FileKeyStore(keyDirectory, scope, planned.deckyId),
    log: (message, error) => log('info', message, { scope, decky: planned.name, service, error }),
  });
  for (const { port, protocol } of ports) {
    if (!(protocol === 'tcp' ? made.handleConnection : made.handleDatagram)) throw new Error(`nothing answers on ${port}/${protocol}`);
  }
  return made;
}
