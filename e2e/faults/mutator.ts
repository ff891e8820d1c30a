import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { eventually } from '../support/eventually.js';
import type { MutatorProcessOptions, Orders } from './mutator-options.js';

const MAIN = join(import.meta.dirname, 'mutator-process.js');
const SAY_LIMIT_MS = 60_000;
const KEPT_LINES = 50;
const WORKING = ['before resolve', 'before apply', 'before record'];

/** A mutator in a process of its own, that can be killed, stopped and woken; loaded from the start, at work when told to. */
export class Mutator {
  /** Name under which it holds leases, once it is at work. */
  owner = '';
  /** Mazes that it was seen working on, and has not given back. */
  readonly holding = new Set<string>();
  /** What it said last: the step that it was at. */
  lastStep = 'starting';
  /** Of faults, while it was made to be told failures: of the engine, of the database. */
  injected: number[] = [];
  readonly errors: string[] = [];
  readonly ended: Promise<NodeJS.Signals | number | null>;
  private readonly child: ChildProcess;
  private readonly said = new Set<string>();
  private exit: NodeJS.Signals | number | null | undefined;

  constructor(options: MutatorProcessOptions) {
    this.child = spawn(process.execPath, [MAIN, JSON.stringify(options)], { stdio: 'pipe', env: { PATH: process.env.PATH } });
    this.child.stdin!.on('error', () => undefined);
    createInterface({ input: this.child.stdout! }).on('line', (line) => this.hear(line));
    createInterface({ input: this.child.stderr! }).on('line', (line) => this.keep(line));
    // Not before all that it said was heard.
    this.ended = new Promise((resolve) => {
      this.child.once('close', (code, signal) => resolve((this.exit = signal ?? code)));
    });
  }

  get isAlive(): boolean {
    return this.exit === undefined;
  }

  /** Resolves when it is at work. */
  async go(orders: Orders): Promise<void> {
    this.owner = orders.owner;
    this.child.stdin!.write(`go ${JSON.stringify(orders)}\n`);
    await this.hears('ready');
  }

  /** Resolves once it has said this since it was last forgotten, or is dead. */
  async hears(line: string, limitMs = SAY_LIMIT_MS): Promise<void> {
    await eventually(`the mutator says ${line}`, limitMs, () => (this.said.has(line) || !this.isAlive ? true : null), () => this.errors.slice(-10).join('\n'));
  }

  forget(): void {
    this.said.clear();
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  sleep(): void {
    this.child.kill('SIGSTOP');
  }

  wake(): void {
    this.child.kill('SIGCONT');
  }

  /** Ends its work, and itself. @returns its exit code */
  async stop(): Promise<NodeJS.Signals | number | null> {
    this.child.stdin!.write('stop\n');
    const killer = setTimeout(() => this.child.kill('SIGKILL'), SAY_LIMIT_MS);
    const exit = await this.ended;
    clearTimeout(killer);
    return exit;
  }

  private hear(line: string): void {
    this.said.add(line);
    const [word, ...rest] = line.split(' ');
    if (word === 'injected') this.injected = rest.map(Number);
    if (word !== 'at') return;
    const topologyId = rest.pop()!;
    this.lastStep = rest.join(' ');
    if (WORKING.includes(this.lastStep)) this.holding.add(topologyId);
    if (this.lastStep === 'after release') this.holding.delete(topologyId);
  }

  private keep(line: string): void {
    this.errors.push(line);
    if (this.errors.length > KEPT_LINES) this.errors.shift();
  }
}
