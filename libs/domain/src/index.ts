export * from './errors.js';
export * from './allocation/index.js';
export * from './topology/types.js';
export * from './topology/status.js';
export * from './topology/ops/types.js';
export * from './topology/plan/types.js';
export * from './catalog/index.js';
export * from './topology/hash.js';
