import { createHmac } from 'node:crypto';
import type { Random } from '../handler.js';

/** 32 bytes that depend on every part and on the boundaries between them. */
export function derive(secret: string, ...parts: string[]): Buffer {
  const mac = createHmac('sha256', secret);
  for (const part of parts) mac.update(`${Buffer.byteLength(part)}:${part}`);
  return mac.digest();
}

/** The same numbers for the same seed and label, on any machine. Not for secrets. */
export function seededRandom(seed: string, label: string): Random {
  const bytes = derive(seed, label);
  let [a, b, c, d] = [0, 4, 8, 12].map((at) => bytes.readUInt32LE(at)) as [number, number, number, number];
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 12; i += 1) next();
  return { int: (below) => Math.floor(next() * below) };
}

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[random.int(list.length)]!;
}
