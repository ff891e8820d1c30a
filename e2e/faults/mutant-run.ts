import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Mutant, MUTANTS } from './mutants.js';
import { Seeded } from '../support/seeded.js';
import { Findings, isClean, type Verdict } from './verdict.js';

/** This program, as it was compiled. */
const TREE = join(import.meta.dirname, '../..');
/** A mutant that never comes to its end need not be waited for long. */
const PATIENCE_S = '15';
const LIMIT_MS = 240_000;
/** Of what a run said, to see what it noticed. */
const SHOWN_LINES = 2;
const LINE = 300;

/** Breaks the program in each of these ways, and lets a short run have a look at it: one that finds nothing cannot be trusted. */
export async function mutantRun({ database, only }: { database: string; only: readonly string[] }): Promise<Verdict> {
  const findings = new Findings();
  const mutants = MUTANTS.filter(({ name }) => only.length === 0 || only.includes(name));
  if (mutants.length < only.length) throw new Error(`mutants are ${MUTANTS.map(({ name }) => name).join(', ')}`);
  for (const mutant of mutants) {
    const seen = await lookAt(mutant, database);
    findings.count('mutants');
    if (seen.verdict && !isClean(seen.verdict)) findings.count('turned red');
    else findings.unexpected.push(`${mutant.name}: ${seen.verdict ? 'nobody noticed' : `no verdict, but ${seen.errors}`}`);
  }
  return { run: `mutants on ${database === 'sqlite' ? database : 'mysql'}`, seed: new Seeded().seed, ...findings };
}

async function lookAt(mutant: Mutant, database: string): Promise<{ verdict: Verdict | null; errors: string }> {
  const tree = mkdtempSync(join(dirname(TREE), 'decnet-mutant-'));
  try {
    cpSync(TREE, tree, { recursive: true });
    mutate(join(tree, mutant.file), mutant);
    return await run(join(tree, 'e2e/faults/main.js'), [...mutant.run, '--database', database, '--patience', PATIENCE_S]);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

/** @throws Error unless what is to be replaced stands there exactly once */
function mutate(file: string, { name, find, replace }: Mutant): void {
  const parts = readFileSync(file, 'utf8').split(find);
  if (parts.length !== 2) throw new Error(`${name}: what it replaces stands ${parts.length - 1} times in ${file}`);
  writeFileSync(file, parts.join(replace));
}

function run(main: string, args: readonly string[]): Promise<{ verdict: Verdict | null; errors: string }> {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'], timeout: LIMIT_MS, killSignal: 'SIGKILL' });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => { output += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { errors += chunk.toString(); });
  return new Promise((resolve) => {
    child.once('close', (code) => {
      process.stderr.write(errors.split('\n').slice(0, SHOWN_LINES).map((line) => `  | ${line.slice(0, LINE)}\n`).join(''));
      const said = output.trim().split('\n').at(-1);
      resolve({ verdict: (code === 0 || code === 1) && said ? (JSON.parse(said) as Verdict) : null, errors: errors.slice(-500) });
    });
  });
}
