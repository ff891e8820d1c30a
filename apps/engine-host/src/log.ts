import { destination, pino, type Logger } from 'pino';
import type { EngineLog } from '@decnet/engine';

/** Structured lines on standard error. */
export function openLog(level: string): Logger {
  const stderr = destination({ fd: 2, sync: true });
  // Whoever read this may be gone; that must not end the decoys a moment before their time.
  stderr.on('error', () => undefined);
  return pino({ level, base: { program: 'engine-host', pid: process.pid } }, stderr);
}

/**
 * An error as a log may have it: its kind and where it was thrown. Its message is left out, a handler's error may quote what an intruder typed.
 */
export function withoutWords(error: unknown): Record<string, unknown> {
  if (typeof error !== 'object' || error === null) return { type: typeof error };
  const { name, code, stack } = error as { name?: unknown; code?: unknown; stack?: unknown };
  const frames = typeof stack === 'string' ? stack.split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 8) : [];
  return { name, code, at: frames.map((line) => line.trim()) };
}

export function engineLog(logger: Logger): EngineLog {
  return (level, message, { error, ...fields } = {}) => {
    logger[level]({ ...fields, ...(error === undefined ? {} : { error: withoutWords(error) }) }, message);
  };
}
