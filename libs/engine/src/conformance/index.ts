export * from './echo-kit.js';
export * from './engine-conformance.js';
export * from './harness.js';
export * from './line-client.js';
export * from './occupy.js';
export * from './plans.js';
