import { canMove, type TopologyStatus } from '@decnet/domain';

const WHY_NO_DEPLOY: Partial<Record<TopologyStatus, string>> = {
  deploying: 'It is being deployed already.',
  active: 'It is deployed already.',
  degraded: 'It is deployed already.',
  failed: 'The last deploy failed: tear it down, then clone it into a new draft.',
  tearing_down: 'It is being torn down.',
  torn_down: 'A torn down maze stays down: clone it into a new draft.',
};

/** Why this maze cannot be deployed now, or null. @param waiting changes of this user that the server does not have yet: they would be left out */
export function deployReason(status: TopologyStatus, waiting = 0): string | null {
  if (!canMove(status, 'deploying')) return WHY_NO_DEPLOY[status] ?? `Not possible while it is ${status}.`;
  return waiting === 0 ? null : 'Your last changes are still on their way to the server.';
}

const WHY_NO_TEARDOWN: Partial<Record<TopologyStatus, string>> = {
  pending: 'Nothing of it runs yet. A draft can be deleted.',
  tearing_down: 'It is being torn down already.',
  torn_down: 'Nothing of it runs any more.',
};

/** Why there is nothing to tear down, or null. */
export function teardownReason(status: TopologyStatus): string | null {
  return canMove(status, 'tearing_down') ? null : WHY_NO_TEARDOWN[status] ?? `Not possible while it is ${status}.`;
}
