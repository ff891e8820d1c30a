import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '../access/index.js';
import { HealthRegistry } from './health-registry.js';
import { HealthReport, LiveResponse } from './health.dto.js';
import { Metrics } from './metrics.js';

/** For probes and Prometheus, which have no account; states and figures only, no names. */
@Controller()
export class HealthController {
  constructor(private readonly health: HealthRegistry, private readonly metrics: Metrics) {}

  @Get('health/live')
  @Access('public')
  live(): LiveResponse {
    return { status: 'live' };
  }

  @Get('health/ready')
  @Access('public')
  @Header('cache-control', 'no-store')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthReport> {
    const report = await this.health.report();
    void reply.status(report.status === 'ready' ? 200 : 503);
    return report;
  }

  @Get('metrics')
  @Access('public')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  figures(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
