/** What a command tells the shell. */
export const EXIT = { done: 0, refused: 1, misuse: 2, unreachable: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with a message for people; the program prints it and exits with the code. */
export class CommandError extends Error {
  constructor(readonly exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandError';
  }
}

/** It was understood and did not work out. */
export class Refused extends CommandError {
  constructor(message: string) {
    super(EXIT.refused, message);
  }
}

/** What was typed makes no sense. */
export class Misuse extends CommandError {
  constructor(message: string) {
    super(EXIT.misuse, message);
  }
}

/** Nobody answers at the address. */
export class Unreachable extends CommandError {
  constructor(message: string, options?: ErrorOptions) {
    super(EXIT.unreachable, message, options);
  }
}
