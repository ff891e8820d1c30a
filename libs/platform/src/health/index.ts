export { HealthController } from './health.controller.js';
export { HealthRegistry, type Finding, type HealthCheck, type HealthReport } from './health-registry.js';
export { Metrics } from './metrics.js';
