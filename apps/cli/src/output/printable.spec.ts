import { oneLine, printable, printableJson } from './printable.js';

describe('text of intruders on a terminal', () => {
  it('cannot move the cursor, change the title or turn the writing round', () => {
    expect(printable('a\u001b]0;owned\u0007b\u009b2Jc\u202ed')).toBe('a\\u001b]0;owned\\u0007b\\u009b2Jc\\u202ed');
  });

  it('cannot pretend to be another line of the table', () => {
    expect(oneLine('root\n2024 decky-1 login ok')).toBe('root\\n2024 decky-1 login ok');
    expect(oneLine('a\rb')).toBe('a\\u000db');
  });

  it('keeps what people write', () => {
    expect(printable('Zürich – 東京\n\tok')).toBe('Zürich – 東京\n\tok');
  });

  it('is still the same JSON for a script', () => {
    const value = { command: 'x\u007f\u0085\u001b"\\' };
    expect(JSON.parse(printableJson(value))).toEqual(value);
    expect(printableJson(value)).not.toMatch(/[\u007f-\u009f]/);
  });
});
