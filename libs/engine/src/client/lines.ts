const NEWLINE = 0x0a;

/** Puts pieces of a stream together to lines; empty ones are passed over. */
export class Lines {
  private rest: Buffer[] = [];

  constructor(private readonly onLine: (line: string) => void) {}

  push(piece: Buffer): void {
    let start = 0;
    for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, start)) {
      const line = Buffer.concat([...this.rest, piece.subarray(start, end)]).toString('utf8');
      this.rest = [];
      start = end + 1;
      if (line !== '') this.onLine(line);
    }
    if (start < piece.length) this.rest.push(piece.subarray(start));
  }
}
