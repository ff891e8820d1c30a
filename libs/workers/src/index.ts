export { WorkerAnnouncements } from './worker-announcements.js';
export { WorkersModule } from './workers.module.js';
