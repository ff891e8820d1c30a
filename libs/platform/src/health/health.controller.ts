import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '../access/index.js';
import { HealthRegistry } from './health-registry.js';
import { Metrics } from './metrics.js';

/** For probes and Prometheus, which have no account; states and figures only, no names. */
@Controller()
export class HealthController {
  constructor(private readonly health: HealthRegistry, private readonly metrics: Metrics) {}

  @Get('health/live')
  @Access('public')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('health/ready')
  @Access('public')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const report = await this.health.report();
    await reply.status(report.status === 'ready' ? 200 : 503).header('cache-control', 'no-store').send(report);
  }

  @Get('metrics')
  @Access('public')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  figures(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
