import { SERVICES } from '@decnet/domain';
import { HANDLERS, handlerFor } from './registry.js';

describe('the handlers', () => {
  it('are exactly the services of the catalogue', () => {
    expect(HANDLERS.map(({ slug }) => slug)).toEqual(SERVICES.map(({ slug }) => slug));
  });

  it('are found by slug, and by nothing else', () => {
    expect(handlerFor('ssh')?.slug).toBe('ssh');
    expect(handlerFor('constructor')).toBeUndefined();
  });
});
