export { FailureLimiter, type FailureLimit } from './failure-limiter.js';
