/** One event of a `text/event-stream`. `id` is the last id seen, so that it survives events without one. */
export interface SseMessage { event: string; data: string; id: string }

export interface SseParser {
  /** Takes the next piece of text, cut anywhere; answers what it completed. Comments complete nothing. */
  push(chunk: string): SseMessage[];
}

/** Parser after the HTML standard: CR, LF and CRLF end a line, several data lines are joined, an empty line dispatches. */
export function createSseParser(lastEventId = ''): SseParser {
  let rest = '';
  let id = lastEventId;
  let event = '';
  let data: string[] = [];

  function field(line: string): void {
    const colon = line.indexOf(':');
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') data.push(value);
    else if (name === 'event') event = value;
    else if (name === 'id' && !value.includes('\0')) id = value;
  }

  function dispatch(): SseMessage | null {
    const message = data.length === 0 ? null : { event: event === '' ? 'message' : event, data: data.join('\n'), id };
    event = '';
    data = [];
    return message;
  }

  return {
    push(chunk) {
      rest += chunk;
      const messages: SseMessage[] = [];
      // A CR at the very end may be the first half of a CRLF: it waits for the next piece.
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line !== '') field(line);
        else {
          const message = dispatch();
          if (message !== null) messages.push(message);
        }
      }
      return messages;
    },
  };
}
