export { runWorker } from './run-worker.js';
export { WorkerAnnouncements } from './worker-announcements.js';
export { WorkersModule } from './workers.module.js';
