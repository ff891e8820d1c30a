export * from './event.js';
export * from './handler.js';
export * from './persona.js';
