export * from './types.js';
export * from './topics.js';
export * from './trie.js';
export * from './bus.service.js';
export * from './bus.module.js';
export * from './connect.js';
export * from './transports/memory.js';
export * from './transports/null.js';
