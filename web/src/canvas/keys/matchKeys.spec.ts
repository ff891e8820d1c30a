import { describe, expect, it } from '@jest/globals';
import { KEYS } from './keys';
import { chordsOf, keyLabels, matchesKeys, type Stroke } from './matchKeys';

const press = (key: string, held: Partial<Stroke> = {}): Stroke => ({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });

describe('keys of the page', () => {
  it.each([
    ['Ctrl+Z', press('z', { ctrlKey: true }), true],
    ['Ctrl+Z', press('z', { metaKey: true }), true],
    ['Ctrl+Z', press('Z', { ctrlKey: true, shiftKey: true }), false],
    ['Ctrl+Shift+Z / Ctrl+Y', press('Z', { ctrlKey: true, shiftKey: true }), true],
    ['Ctrl+Shift+Z / Ctrl+Y', press('y', { ctrlKey: true }), true],
    ['F', press('f'), true],
    ['F', press('f', { ctrlKey: true }), false],
    ['F', press('F', { shiftKey: true }), false],
    ['?', press('?', { shiftKey: true }), true],
    ['/', press('/', { altKey: true }), false],
    ['+ / =', press('+', { shiftKey: true }), true],
    ['+ / =', press('='), true],
    ['Insert / +', press('Insert'), true],
    ['Shift+ArrowLeft', press('ArrowLeft', { shiftKey: true }), true],
    ['ArrowLeft', press('ArrowLeft', { shiftKey: true }), false],
    ['', press('a'), false],
  ])('%s against %o is %s', (keys, stroke, expected) => expect(matchesKeys(keys, stroke)).toBe(expected));

  // Guards against two features that listen to one key: the second would never be heard.
  it('mean one thing each, outside of the outline', () => {
    const chords = KEYS.filter(({ id }) => !id.startsWith('outline-')).flatMap(({ keys }) => chordsOf(keys));
    expect(new Set(chords).size).toBe(chords.length);
    expect(new Set(KEYS.map(({ id }) => id)).size).toBe(KEYS.length);
  });

  it('are read as the keyboard in front of the user has them', () => {
    expect(keyLabels('Ctrl+Shift+Z', true)).toEqual(['⌘', 'Shift', 'Z']);
    expect(keyLabels('+', false)).toEqual(['+']);
  });
});
