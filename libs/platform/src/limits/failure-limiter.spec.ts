import { DomainError } from '@decnet/domain';
import { FailureLimiter } from './index.js';

function limiter(maxKeys = 100): { limiter: FailureLimiter; pass(ms: number): void } {
  let now = 1_000_000;
  return { limiter: new FailureLimiter({ limit: 3, windowMs: 60_000, maxKeys, now: () => now }), pass: (ms) => { now += ms; } };
}
function retryAfter(check: () => void): number | null {
  try {
    check();
    return null;
  } catch (error) {
    return (error as DomainError).details['retryAfterS'] as number;
  }
}

test('the window slides: a try comes back when the oldest failure leaves it', () => {
  const { limiter: failures, pass } = limiter();
  for (let count = 0; count < 3; count += 1) {
    expect(retryAfter(() => failures.check('a'))).toBeNull();
    failures.fail('a');
    pass(10_000);
  }
  expect(retryAfter(() => failures.check('a'))).toBe(30);
  expect(retryAfter(() => failures.check('b'))).toBeNull();
  pass(30_001);
  expect(retryAfter(() => failures.check('a'))).toBeNull();
  failures.fail('a');
  expect(retryAfter(() => failures.check('a'))).toBe(10);
});

test('success forgets', () => {
  const { limiter: failures } = limiter();
  for (let count = 0; count < 3; count += 1) failures.fail('a');
  failures.forget('a');
  expect(retryAfter(() => failures.check('a'))).toBeNull();
});

test('a million names do not fill the memory', () => {
  const { limiter: failures } = limiter(10);
  for (let name = 0; name < 1_000; name += 1) failures.fail(`name-${name}`);
  expect((failures as unknown as { failures: { size: number } }).failures.size).toBe(10);
});
