import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock, type Clock } from '@decnet/honeypots';
import type {
  ApplyRequest, ApplyResult, EngineObservation, EventBatch, EventsOptions, LocalEngine, ProgressListener, Scope, TeardownRequest,
} from '../port.js';
import { asEngineError } from '../failure.js';
import { FileEpochStore } from '../scope/file-epoch-store.js';
import { ScopeGate, type StepCheck } from '../scope/scope-gate.js';
import { Spool } from '../spool/spool.js';
import { AddressBook } from './address-book.js';
import type { EmbeddedHost, EngineLog, ServiceKit } from './embedded-host.js';
import { installSecret } from './install-secret.js';
import { Progress } from './progress.js';
import { ScopeRuntime, type BeforeStep } from './scope-runtime.js';

export interface EmbeddedOptions {
  /** Holds spool, epochs, keys and the map of addresses; one engine at a time may use it. */
  stateDir: string;
  kit: ServiceKit;
  log?: EngineLog;
  clock?: Clock;
  /** Awaited before each decky is touched: where tests stop time or kill the process. */
  beforeStep?: (scope: Scope, decky: string) => Promise<void>;
}

/**
 * Runs all deckies of this host inside this process, on addresses of 127/8. It isolates nothing between LANs: anybody on the host reaches
 * every decky. Hops between deckies go along the routes of the maze only.
 */
export class EmbeddedEngine implements LocalEngine {
  readonly kind = 'embedded';
  private readonly generation = randomUUID();
  private readonly scopes = new Map<Scope, ScopeRuntime>();
  private closed = false;

  private constructor(
    private readonly options: EmbeddedOptions,
    private readonly host: EmbeddedHost,
    private readonly spool: Spool,
    private readonly gate: ScopeGate,
  ) {}

  /** Makes the state directory (0700) when it is missing. Nothing runs until the first apply. */
  static async open(options: EmbeddedOptions): Promise<EmbeddedEngine> {
    const { stateDir, kit, clock = systemClock, log = () => undefined } = options;
    await mkdir(stateDir, { recursive: true, mode: 0o700 });
    const spool = await Spool.open(join(stateDir, 'spool'), { onTrouble: (message, error) => log('error', message, { error }) });
    const host: EmbeddedHost = {
      kit, clock, log,
      addresses: await AddressBook.open(join(stateDir, 'blocks.json')),
      secret: await installSecret(join(stateDir, 'install.secret')),
      keyDirectory: join(stateDir, 'keys'),
      report: (record) => spool.append(record),
    };
    return new EmbeddedEngine(options, host, spool, new ScopeGate(new FileEpochStore(join(stateDir, 'epochs'))));
  }

  apply(request: ApplyRequest, onProgress?: ProgressListener, signal?: AbortSignal): Promise<ApplyResult> {
    return this.gate.run(request, (check) => {
      const scope = this.scopes.get(request.scope) ?? new ScopeRuntime(request.scope, this.host);
      this.scopes.set(request.scope, scope);
      return scope.converge(request.plan, this.beforeStep(request.scope, check), new Progress(onProgress));
    }, signal);
  }

  teardown(request: TeardownRequest, signal?: AbortSignal): Promise<void> {
    return this.gate.run(request, async (check) => {
      // Also without deckies: blocks may be left from a process that was killed.
      const scope = this.scopes.get(request.scope) ?? new ScopeRuntime(request.scope, this.host);
      await scope.remove(this.beforeStep(request.scope, check));
      this.scopes.delete(request.scope);
    }, signal);
  }

  async observe(wanted?: Scope): Promise<EngineObservation> {
    const running = [...this.scopes.values()].filter(({ scope }) => wanted === undefined || scope === wanted);
    const scopes = await Promise.all(running.map(async (runtime) => (
      { scope: runtime.scope, epoch: await this.gate.highest(runtime.scope), hash: runtime.hash, deckies: runtime.observe() }
    )));
    return { generation: this.generation, scopes };
  }

  async events(after: string | null, options: EventsOptions): Promise<EventBatch> {
    try {
      return await this.spool.read(after, options);
    } catch (error) {
      throw asEngineError(error);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.gate.idle();
    await Promise.all([...this.scopes.values()].map((scope) => scope.halt()));
    await this.spool.close();
  }

  private beforeStep(scope: Scope, check: StepCheck): BeforeStep {
    return async (decky) => {
      this.refuseWhenClosed();
      check();
      if (!this.options.beforeStep) return;
      await this.options.beforeStep(scope, decky);
      this.refuseWhenClosed();
      check();
    };
  }

  private refuseWhenClosed(): void {
    if (this.closed) throw asEngineError(new Error('the engine has been closed'));
  }
}
