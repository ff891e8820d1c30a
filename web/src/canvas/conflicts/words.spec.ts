import { describe, expect, it } from '@jest/globals';
import type { Conflict } from '../editing';
import { choiceWords, fieldWord, questionOf, valueWord } from './words';

const nameOf = (id: string): string => (id === 'l1' ? 'inner' : id);
const conflict = (more: Partial<Conflict>): Conflict => ({
  id: 'c', kind: 'field', node: { kind: 'decky', id: 'd1', name: 'web-1' }, entity: { kind: 'decky', id: 'd1' }, field: 'name', mine: 'a', theirs: 'b', base: 'web-1',
  by: 'ana', label: 'Rename web-1', choice: null, ...more,
});

describe('words of a conflict', () => {
  it.each([
    ['services', ['ssh', 'http'], [], 'ssh, http'], ['services', [], [], 'none'], ['isDmz', true, false, 'yes'], ['name', 'web', '', 'web'],
    ['lanId', 'l1', 'l0', 'inner'], ['ip', null, null, 'none'],
  ])('says a value of %s', (field, value, base, said) => {
    expect(valueWord(field, value, base, nameOf)).toBe(said);
  });

  it('says which settings are others, and no secret', () => {
    const said = valueWord('serviceConfig', { ssh: { user: 'ops', password: 'hunter2' } }, { ssh: { user: 'root', password: 'old' }, http: { title: 'x' } }, nameOf);
    expect(said).toBe('ssh user: ops, ssh password: another value, http page title: not set');
  });

  it('asks who did what', () => {
    expect(questionOf(conflict({}))).toBe('You and ana changed the name of web-1.');
    expect(questionOf(conflict({ kind: 'gone', by: null }))).toBe('Somebody else removed web-1, which you need for: Rename web-1.');
    expect(questionOf(conflict({ kind: 'removal' }))).toBe('ana changed web-1 while you removed it.');
    expect(choiceWords(conflict({ kind: 'gone' }))).toEqual({ mine: 'Restore web-1', theirs: 'Leave it removed' });
    expect(fieldWord('unheard of')).toBe('unheard of');
  });
});
