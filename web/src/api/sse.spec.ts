import { describe, expect, it } from '@jest/globals';
import { createSseParser, type SseMessage } from './sse';

function parseAll(text: string, size: number): SseMessage[] {
  const parser = createSseParser();
  const messages: SseMessage[] = [];
  for (let at = 0; at < text.length; at += size) messages.push(...parser.push(text.slice(at, at + size)));
  return messages;
}

describe('the event stream parser', () => {
  const text = ': hello\n\nevent: status\nid: 7\ndata: {"a":1}\n\nid: 8\r\ndata: one\r\ndata: two\r\n\r\ndata:bare\n\n';
  const expected = [
    { event: 'status', id: '7', data: '{"a":1}' },
    { event: 'message', id: '8', data: 'one\ntwo' },
    { event: 'message', id: '8', data: 'bare' },
  ];

  // Guards against events lost or doubled because the network cut them in an awkward place.
  it.each([1, 2, 3, 7, 1000])('gives the same events when the text comes in pieces of %i', (size) => {
    expect(parseAll(text, size)).toEqual(expected);
  });

  // Guards the resume: a comment or an event without an id must not forget the cursor.
  it('keeps the last id over events without one', () => {
    const parser = createSseParser('41');
    expect(parser.push('data: x\n\n')).toEqual([{ event: 'message', data: 'x', id: '41' }]);
    expect(parser.push(': ping\n\n')).toEqual([]);
  });

  it('gives nothing for an event that is not finished', () => {
    expect(createSseParser().push('event: a\ndata: b\n')).toEqual([]);
  });
});
