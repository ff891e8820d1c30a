export { CaptureModule, CollectorModule, CollectorRunner, type CollectorSettings } from './capture.module.js';
export { CapturedEventsService } from './captured-events.service.js';
