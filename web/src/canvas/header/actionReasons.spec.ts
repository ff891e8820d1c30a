import { describe, expect, it } from '@jest/globals';
import { TOPOLOGY_STATUSES } from '@decnet/domain';
import { deployReason, teardownReason } from './actionReasons';

describe('what the buttons allow', () => {
  // Guards against a button that offers what the server must refuse.
  it('offers a deploy only for a draft', () => {
    expect(TOPOLOGY_STATUSES.filter((status) => deployReason(status) === null)).toEqual(['pending']);
  });

  // Guards against a maze that runs without what its user drew last.
  it('offers none while changes are on their way', () => {
    expect(deployReason('pending', 1)).toContain('on their way');
  });

  it('offers a teardown for whatever may run', () => {
    expect(TOPOLOGY_STATUSES.filter((status) => teardownReason(status) === null)).toEqual(['deploying', 'active', 'degraded', 'failed']);
  });

  it('always says why not', () => {
    for (const status of TOPOLOGY_STATUSES) {
      expect(deployReason(status)).not.toBe('');
      expect(teardownReason(status)).not.toBe('');
    }
  });
});
