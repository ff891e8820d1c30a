export * from './access/index.js';
export * from './config/index.js';
export * from './logger/index.js';
export * from './problems/index.js';
export * from './sse/index.js';
export * from './tail/row-tail.js';
