import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.js';

const OPTIONS = [
  'StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'GlobalKnownHostsFile=/dev/null', 'LogLevel=ERROR', 'IdentityAgent=none', 'IdentitiesOnly=yes',
  'PreferredAuthentications=password', 'NumberOfPasswordPrompts=1', 'ConnectTimeout=10',
].flatMap((option) => ['-o', option]);
const ANSWER_LIMIT_MS = 10_000;

export interface SshEnd { code: number | null; stdout: string; stderr: string }

export const hasSshClient = (): boolean => spawnSync('ssh', ['-V']).error === undefined;

/** The OpenSSH client of this machine, aimed at one address. It is told passwords as a person would tell them: when it asks. */
export class SshClient {
  private readonly folder = mkdtempSync(join(tmpdir(), 'decnet-ssh-'));
  private readonly asked = join(this.folder, 'asked');
  private readonly askpass = join(this.folder, 'askpass');
  private readonly children: ChildProcess[] = [];

  constructor(private readonly target: { address: string; port: number }) {
    writeFileSync(this.askpass, `#!/bin/sh\n: >'${this.asked}'\nprintf '%s\\n' "$TEST_SSH_PASSWORD"\n`, { mode: 0o700 });
  }

  /** When the client last asked for the password and got it, in milliseconds. */
  get passwordGivenAt(): number {
    return statSync(this.asked).mtimeMs;
  }

  /** Runs one command, or only tries to. */
  run(user: string, password: string, command: string): Promise<SshEnd> {
    const child = this.start(user, password, [], [command]);
    const end: SshEnd = { code: null, stdout: '', stderr: '' };
    child.stdout!.on('data', (chunk: Buffer) => { end.stdout += chunk.toString(); });
    child.stderr!.on('data', (chunk: Buffer) => { end.stderr += chunk.toString(); });
    child.stdin!.end();
    return new Promise((resolve) => { child.once('close', (code) => resolve({ ...end, code })); });
  }

  /** A shell on a terminal. */
  shell(user: string, password: string): SshShell {
    return new SshShell(this.start(user, password, ['-tt'], []));
  }

  close(): void {
    for (const child of this.children) child.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private start(user: string, password: string, flags: string[], command: string[]): ChildProcess {
    const { address, port } = this.target;
    const env = { ...process.env, SSH_ASKPASS: this.askpass, SSH_ASKPASS_REQUIRE: 'force', TEST_SSH_PASSWORD: password };
    const child = spawn('ssh', ['-F', '/dev/null', ...flags, ...OPTIONS, '-p', String(port), `${user}@${address}`, ...command], { env, stdio: 'pipe' });
    this.children.push(child);
    return child;
  }
}

/** What somebody at a terminal sees and types. */
class SshShell {
  private screen = '';
  readonly ended: Promise<number | null>;

  constructor(private readonly child: ChildProcess) {
    child.stdout!.on('data', (chunk: Buffer) => { this.screen += chunk.toString(); });
    child.stderr!.on('data', (chunk: Buffer) => { this.screen += chunk.toString(); });
    this.ended = new Promise((resolve) => { child.once('close', resolve); });
  }

  /** Waits for these words on the screen. @throws Error with the screen */
  async see(words: RegExp): Promise<void> {
    await eventually(`${words} on the terminal`, ANSWER_LIMIT_MS, () => (words.test(this.screen) ? true : null), () => JSON.stringify(this.screen));
  }

  /** Types a line at the prompt, on an empty screen. @returns when, in milliseconds */
  async type(line: string): Promise<number> {
    await this.see(/[$#] $/);
    this.screen = '';
    const at = Date.now();
    this.child.stdin!.write(`${line}\r`);
    return at;
  }
}
