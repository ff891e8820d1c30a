export * from './auth.dto.js';
export * from './problem.dto.js';
export * from './topology.dto.js';
export * from './edits.dto.js';
export * from './capture.dto.js';
export * from './catalog.dto.js';
export * from './stream.js';
export * from './workers.dto.js';
