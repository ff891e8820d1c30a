/** What an engine host writes to its standard output, on one line, once it can be asked. */
export interface ReadyLine { ready: true; pid: number; generation: string; socket: string }

/** Exit code of an engine host that found another one alive on its socket. */
export const EXIT_ALREADY_RUNNING = 3;

export function parseReadyLine(line: string): ReadyLine | null {
  try {
    const value = JSON.parse(line) as Partial<ReadyLine> | null;
    return value?.ready === true ? (value as ReadyLine) : null;
  } catch {
    return null;
  }
}
