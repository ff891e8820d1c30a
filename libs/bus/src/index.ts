export * from './client.js';
export * from './bus.module.js';
export * from './trie.js';
export * from './transports/memory.js';
export * from './transports/null.js';
