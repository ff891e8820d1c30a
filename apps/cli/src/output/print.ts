import type { Io } from '../io.js';
import { printableJson } from './printable.js';

/** Gives a result to whoever asked: JSON as the server sent it, or what people read. */
export function print(io: Io, json: boolean, value: unknown, forPeople: () => string): void {
  io.out(json ? printableJson(value, 2) : forPeople());
}
