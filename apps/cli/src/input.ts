import { Misuse } from './exit.js';
import type { Io } from './io.js';

/** A document from a file; `-` is standard input. @throws Misuse */
export async function readDocument(io: Io, file: string): Promise<string> {
  if (file === '-') return io.readInput();
  try {
    return io.readFile(file).toString('utf8');
  } catch (error) {
    throw new Misuse(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
