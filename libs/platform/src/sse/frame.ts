export interface SseEvent {
  id?: number | string;
  event?: string;
  /** An object is serialised; a string is taken to be serialised already. */
  data: unknown;
}

const LINE_BREAK = /\r\n|\r|\n/;

/** One event in the format of `text/event-stream`. Serialise once, send to many. */
export function sseFrame({ id, event, data }: SseEvent): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  const lines = LINE_BREAK.test(text) ? text.split(LINE_BREAK).join('\ndata: ') : text;
  return `${id === undefined ? '' : `id: ${id}\n`}${event === undefined ? '' : `event: ${event}\n`}data: ${lines}\n\n`;
}
