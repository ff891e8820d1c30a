import { fileURLToPath } from 'node:url';
import { EngineClient, EngineHostProcess, engineSocketPath, EXIT_ALREADY_RUNNING } from '@decnet/engine';
import type { Config, Logger } from '@decnet/platform';
import { Refused } from '../exit.js';

const MAIN = fileURLToPath(new URL('../../../engine-host/src/main.js', import.meta.url));
/** The host of a master that was killed ends within two seconds. */
const PREDECESSOR_PATIENCE_MS = 5_000;

/** The engine host beside this process: started, started again when it dies, and asked through its socket. */
export class EngineChild {
  readonly client: EngineClient;
  private readonly host: EngineHostProcess;
  private readonly listeners = new Set<() => void>();
  /** The last start found another engine host alive. */
  private occupied = false;

  constructor(private readonly config: Config, private readonly logger: Logger) {
    this.client = new EngineClient(engineSocketPath(config.dataDir));
    this.host = new EngineHostProcess({
      main: MAIN,
      dataDir: config.dataDir,
      env: engineEnvironment(config),
      onUp: () => this.listeners.forEach((listener) => listener()),
      onDown: (exit) => this.wentDown(exit),
    });
  }

  /** Called after every start of the engine host, the first one included. */
  onUp(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** Resolves once it answers. @throws Refused when the data folder belongs to a master that is running */
  async start(): Promise<void> {
    const up = new Promise<void>((resolve) => this.onUp(resolve));
    this.host.start();
    const taken = new Promise<never>((_, reject) => {
      setTimeout(() => {
        if (this.occupied) reject(new Refused(`another master runs with the data folder ${this.config.dataDir}`));
      }, PREDECESSOR_PATIENCE_MS).unref();
    });
    await Promise.race([up, taken]);
    this.occupied = false;
  }

  stop(): Promise<void> {
    return this.host.stop();
  }

  private wentDown({ code, signal }: { code: number | null; signal: NodeJS.Signals | null }): void {
    this.occupied = code === EXIT_ALREADY_RUNNING;
    if (!this.occupied && code !== 0) this.logger.warn('the engine host went down', { code, signal });
  }
}

/** The host runs what intruders talk to: it is told nothing that is worth stealing. */
function engineEnvironment({ logLevel }: Config): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('DECNET_'));
  return { ...Object.fromEntries(others), DECNET_LOG_LEVEL: logLevel };
}
