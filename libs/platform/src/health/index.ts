export { HealthController } from './health.controller.js';
export { HealthRegistry, type Finding, type HealthCheck } from './health-registry.js';
export { Metrics } from './metrics.js';
export { CheckReport, HealthReport, LiveResponse } from './health.dto.js';
