import { commaList, moment, number } from './parse.js';

describe('what people type', () => {
  it('is a number or is refused', () => {
    expect(number('0.25')).toBe(0.25);
    for (const text of ['', ' ', 'ten', '1e999']) expect(() => number(text)).toThrow(/must be a number/);
  });

  it('is a list without empty items', () => {
    expect(commaList('ssh, http,,')).toEqual(['ssh', 'http']);
  });

  it('is a time, or how long ago', () => {
    expect(moment('2025-03-01T12:00:00Z')).toBe('2025-03-01T12:00:00.000Z');
    const ago = Date.now() - Date.parse(moment('15m'));
    expect(ago).toBeGreaterThanOrEqual(900_000);
    expect(ago).toBeLessThan(905_000);
    expect(() => moment('yesterday')).toThrow(/must be a time/);
  });
});
