import { readFile } from 'node:fs/promises';
import { parseIp, type PlannedNetwork } from '@decnet/domain';
import { errorCode, replaceFile } from '../storage/durable-file.js';
import { BlockMap, type Block } from './block-map.js';
import { loopbackListeners } from './loopback-listeners.js';

/** Where a decky's address in a LAN is on this host. */
export interface Standing { scope: string; deckyId: string; ip: string; host: string }

/** Both directions between the addresses of mazes and those of this host. Blocks survive a restart, so endpoints stay where they were. */
export class AddressBook {
  private readonly byHost = new Map<string, Standing>();
  private saving: Promise<void> = Promise.resolve();

  private constructor(private readonly path: string, private readonly map: BlockMap, private readonly foreign: () => Promise<string[]>) {}

  static async open(path: string, foreign: () => Promise<string[]> = loopbackListeners): Promise<AddressBook> {
    return new AddressBook(path, new BlockMap(await storedBlocks(path)), foreign);
  }

  /** Gives every LAN of the scope its block, beside those it has, and remembers it on disk. */
  async place(scope: string, networks: readonly PlannedNetwork[]): Promise<void> {
    const missing = this.map.missing(scope, networks.map(({ subnet }) => subnet));
    if (missing.length === 0) return;
    // Our own decoys listen in blocks that are ours already; only others make a block unusable.
    const others = (await this.foreign()).filter((address) => !this.byHost.has(address));
    this.map.add(scope, missing, others.flatMap((address) => parseIp(address) ?? []));
    await this.save();
  }

  /** Takes back the blocks of LANs that the scope no longer has, once nothing of it listens there any more. */
  async trim(scope: string, networks: readonly PlannedNetwork[]): Promise<void> {
    if (this.map.keepOnly(scope, networks.map(({ subnet }) => subnet))) await this.save();
  }

  /** Address on this host of `ip`, which stands in the LAN with this subnet. Throws when the LAN has no block. */
  hostAddress(scope: string, subnet: string, ip: string): string {
    const address = this.map.hostAddress(scope, subnet, ip);
    if (address === null) throw new Error(`${ip} is not in ${subnet}`);
    return address;
  }

  /** From now on connections from these addresses are shown as coming from the deckies that stand there. */
  enter(standings: readonly Standing[]): void {
    for (const standing of standings) this.byHost.set(standing.host, standing);
  }

  leave(standings: readonly Standing[]): void {
    for (const standing of standings) {
      if (this.byHost.get(standing.host)?.deckyId === standing.deckyId) this.byHost.delete(standing.host);
    }
  }

  /** What a handler is shown for an address seen on a socket: a decky's address in its maze, anybody else's as it is. */
  shown(address: string): string {
    return this.byHost.get(address)?.ip ?? address;
  }

  /** One after the other: an older picture must not overwrite a newer one. */
  private save(): Promise<void> {
    this.saving = this.saving.catch(() => undefined).then(() => replaceFile(this.path, JSON.stringify(this.map.blocks())));
    return this.saving;
  }
}

async function storedBlocks(path: string): Promise<Block[]> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Block[];
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
