// Everything but what needs Nest: what a command loads.
export * from './types.js';
export * from './topics.js';
export * from './bus.service.js';
export * from './connect.js';
export * from './worker-announcer.js';
