import { serviceBySlug, type ConfigField, type Decky } from '@decnet/domain';
import { describe, expect, it } from '@jest/globals';
import { aMaze } from '../testMaze';
import { settingOps, textOf, valueOf } from './configText';

const field = (type: ConfigField['type']): ConfigField => ({ name: 'f', label: 'F', help: '', type });

describe('a setting as text', () => {
  it.each([
    ['string', 'abc', 'abc'], ['integer', '12', 12], ['boolean', 'false', false], ['string[]', 'a\nb', ['a', 'b']], ['enum', 'nginx', 'nginx'],
  ] as const)('of type %s means what it says, there and back', (type, text, value) => {
    expect(valueOf(field(type), text)).toEqual(value);
    expect(textOf(value as never)).toBe(text);
  });

  it('that is empty sets nothing, and what is no number is left to the rules', () => {
    expect(valueOf(field('integer'), '')).toBeUndefined();
    expect(valueOf(field('integer'), 'twelve')).toBe('twelve');
  });
});

describe('the gesture of a setting', () => {
  const ssh = serviceBySlug('ssh')!;
  const user = ssh.config.find(({ name }) => name === 'user')!;
  const decky = { ...aMaze().deckies[0]!, serviceConfig: { ssh: { user: 'root', password: 'secret' } } } as Decky;

  it('leaves the other settings alone', () => {
    expect(settingOps(decky, ssh, user, 'backup')).toEqual([{ op: 'update_decky', decky: 'd0', patch: { serviceConfig: { ssh: { user: 'backup', password: 'secret' } } } }]);
    expect(settingOps(decky, ssh, user, undefined)).toEqual([{ op: 'update_decky', decky: 'd0', patch: { serviceConfig: { ssh: { password: 'secret' } } } }]);
  });

  it('is a sentence when the schema refuses it', () => {
    expect(settingOps(decky, ssh, user, 'no user!')).toBe('Has characters that are not allowed');
  });
});
