export * from './builders.js';
export * from './compiled.js';
export * from './databases.js';
export * from './faults.js';
export * from './recording-bus.js';
export * from './requirements.js';
export * from './tcp-proxy.js';
