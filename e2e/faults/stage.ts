import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inspect } from 'node:util';
import { type Engine, EngineClient, engineSocketPath } from '@decnet/engine';
import { type Database, migrate, openDatabase } from '@decnet/persistence';
import { type FreshDatabase, freshMysql, freshSqlite } from '@decnet/testing';
import { Seeded } from '../support/seeded.js';
import { ENGINE_HOST, startTestMaster, type TestMaster } from '../support/test-master.js';
import { isHeld } from './judge.js';
import { Mutator } from './mutator.js';
import type { MutatorProcessOptions } from './mutator-options.js';
import { Queues } from './queues.js';
import { Findings, type Verdict } from './verdict.js';

export const LEASE_MS = 1_000;

/** A database of the run's own, and an API before it that has no mutator: those come and go. */
export class FaultStage {
  readonly random = new Seeded();
  readonly findings = new Findings();
  readonly queues: Queues;

  protected constructor(private readonly fresh: FreshDatabase, readonly database: Database, readonly master: TestMaster, readonly engine: Engine) {
    this.queues = new Queues(database, master.admin, this.random, this.findings);
  }

  /** @param databaseName `sqlite`, or the URL of a MySQL server */
  static async start(databaseName: string, engine: Engine): Promise<FaultStage> {
    return new FaultStage(...(await foundations(databaseName)), engine);
  }

  get databaseUrl(): string {
    return this.fresh.url;
  }

  /** Whether somebody's lease on a maze still runs. */
  async isHeld(id: string): Promise<boolean> {
    return isHeld((await this.database.mazes.load(id))!.topology);
  }

  /** Carries out a run, and leaves nothing of it behind. What it waits for in vain is lost. */
  async conduct(run: string, work: () => Promise<void>): Promise<Verdict> {
    try {
      await work();
    } catch (error) {
      this.findings.lost.push(`the run broke off: ${inspect(error)}`);
    } finally {
      await this.close();
    }
    return { run: `${run} on ${this.fresh.kind}`, seed: this.random.seed, ...this.findings };
  }

  protected async close(): Promise<void> {
    await this.master.close();
    await this.database.close();
    await this.fresh.drop();
  }
}

async function foundations(databaseName: string): Promise<[FreshDatabase, Database, TestMaster]> {
  const fresh = databaseName === 'sqlite' ? await freshSqlite() : await freshMysql(databaseName);
  const database = await openDatabase(fresh.url);
  await migrate(database);
  return [fresh, database, await startTestMaster({ database, mutator: false })];
}

/** The same with an engine host in a process of its own, which outlives the mutators that speak to it. */
export class ProcessStage extends FaultStage {
  private readonly mutators = new Set<Mutator>();

  private constructor(foundation: [FreshDatabase, Database, TestMaster], private readonly dataDir: string, private readonly engineHost: ChildProcess) {
    super(...foundation, new EngineClient(engineSocketPath(dataDir)));
  }

  /** @param paceMs how long its engine takes for an apply, and for each decky that changes */
  static async launch(databaseName: string, paceMs: number): Promise<ProcessStage> {
    const dataDir = mkdtempSync(join(tmpdir(), 'decnet-faults-'));
    const main = join(import.meta.dirname, 'engine-process.js');
    // It ends when its standard input does, and that with this process.
    const engineHost = spawn(process.execPath, [main, dataDir, String(paceMs)], { stdio: ['pipe', 'pipe', 'inherit'], env: { PATH: process.env.PATH } });
    const ready = new Promise((resolve) => { createInterface({ input: engineHost.stdout }).once('line', resolve); });
    const foundation = await foundations(databaseName);
    await ready;
    return new ProcessStage(foundation, dataDir, engineHost);
  }

  /** One more mutator, loaded or about to be; not at work yet. */
  mutator(options: Partial<MutatorProcessOptions> = {}): Mutator {
    const mutator = new Mutator({
      databaseUrl: this.databaseUrl, socketPath: engineSocketPath(this.dataDir), engineHost: ENGINE_HOST, leaseMs: LEASE_MS, ...options,
    });
    this.mutators.add(mutator);
    void mutator.ended.then(() => this.mutators.delete(mutator));
    return mutator;
  }

  /** Ends what it ended in the way that operators do. */
  async stop(mutator: Mutator): Promise<void> {
    const exit = await mutator.stop();
    if (exit !== 0) this.findings.unexpected.push(`a mutator that was asked to stop ended with ${exit}: ${mutator.errors.slice(-3).join('; ')}`);
  }

  protected override async close(): Promise<void> {
    await Promise.all([...this.mutators].map((mutator) => mutator.kill()));
    const gone = new Promise((resolve) => { this.engineHost.once('exit', resolve); });
    this.engineHost.stdin!.end();
    await gone;
    await super.close();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
