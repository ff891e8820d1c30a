import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { SseStreams } from '../sse/index.js';

const BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Figures for Prometheus. Modules add their own to `registry`. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly durations = new Histogram({
    name: 'decnet_http_request_duration_seconds',
    help: 'Time from request to answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_S,
    registers: [this.registry],
  });

  /** When a request was last answered, and not with a failure of ours; null until then. */
  lastAnsweredAt: Date | null = null;

  constructor(streams: SseStreams) {
    collectDefaultMetrics({ register: this.registry });
    const registers = [this.registry];
    new Gauge({ name: 'decnet_streams_open', help: 'Event streams open now', registers, collect() { this.set(streams.size); } });
    new Gauge({
      name: 'decnet_streams_closed_total', help: 'Event streams closed since the start, by reason', labelNames: ['reason'], registers,
      collect() { for (const [reason, count] of Object.entries(streams.closedBy)) this.set({ reason }, count); },
    });
  }

  observe(method: string, route: string, status: number, seconds: number): void {
    if (status < 500) this.lastAnsweredAt = new Date();
    this.durations.observe({ method, route, status }, seconds);
  }
}
