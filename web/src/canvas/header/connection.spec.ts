import { describe, expect, it } from '@jest/globals';
import { connectionLook } from './connection';

const live = { state: 'live' } as const;

describe('the connection mark', () => {
  // Guards against "live" being shown while one of the two streams is not.
  it('lets the worse stream speak', () => {
    expect(connectionLook([live, live], true).word).toBe('Live');
    expect(connectionLook([live, { state: 'reconnecting', why: '' }], true).word).toBe('Reconnecting');
    expect(connectionLook([{ state: 'connecting' }, live], true).word).toBe('Connecting');
    expect(connectionLook([live, { state: 'reconnecting', why: '' }], false).word).toBe('Offline');
    expect(connectionLook([{ state: 'closed', why: 'gone' }, live], true).word).toBe('Not connected');
  });
});
