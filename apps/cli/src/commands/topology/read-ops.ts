import type { EnqueueMutationsRequest } from '@decnet/contract';
import { Misuse } from '../../exit.js';
import { readDocument } from '../../input.js';
import type { Io } from '../../io.js';

type Ops = EnqueueMutationsRequest['ops'];

/** What an op may be is the server's business; that it is an object is seen here, where its argument can still be named. */
function asOp(value: unknown, where: string): Ops[number] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Misuse(`${where} is no op: expected something like {"op": "remove_decky", "decky": "web-1"}`);
  return value as Ops[number];
}

function parseArgument(text: string, index: number): Ops[number] {
  const where = `argument ${index + 1} (${text.length > 60 ? `${text.slice(0, 60)}…` : text})`;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Misuse(`${where} is no JSON: ${(error as SyntaxError).message}`);
  }
  return asOp(value, where);
}

/** One op, a list of them, or a document with such a list under `ops`. */
async function parseFile(text: string, file: string): Promise<Ops> {
  const { parse } = await import('yaml');
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw new Misuse(`${file} is neither JSON nor YAML: ${(error as Error).message.split('\n')[0]}`);
  }
  const { ops = value } = (value ?? {}) as { ops?: unknown };
  const list = Array.isArray(ops) ? ops : [ops];
  if (list.length === 0) throw new Misuse(`${file} has no ops in it`);
  return list.map((op, index) => asOp(op, `op ${index + 1} of ${file}`));
}

/**
 * The ops that somebody typed, each an argument, or the ones in a file.
 * @param file `-` is standard input
 * @throws Misuse that names what is wrong
 */
export async function readOps(io: Io, words: readonly string[], file: string | undefined): Promise<Ops> {
  if (words.length > 0 && file !== undefined) throw new Misuse('ops come as arguments or with --file, not both');
  if (file !== undefined) return parseFile(await readDocument(io, file), file === '-' ? 'standard input' : file);
  if (words.length === 0) throw new Misuse('no op is given: write one as JSON, or name a file with --file');
  return words.map(parseArgument);
}
