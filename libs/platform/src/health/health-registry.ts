import { Injectable } from '@nestjs/common';
import { Logger } from '../logger/index.js';
import type { CheckReport, HealthReport } from './health.dto.js';

/** What a check finds. It throws, or is not `ok`, when the thing does not work now. */
export interface Finding {
  ok: boolean;
  /** Where the server does without it: what is worse until it works again. Anybody may read it. */
  degraded?: string;
  /** When it last did real work; the time of the last good check where it does none of its own. */
  lastWorkedAt?: Date | null;
}
export type HealthCheck = () => Finding | Promise<Finding>;

const PATIENCE_MS = 2_000;
/** Answers are reused this long, so that asking costs nothing however often it happens. */
const FRESH_MS = 1_000;

/** Modules register what they depend on; anybody may ask whether all of it works. */
@Injectable()
export class HealthRegistry {
  private readonly checks = new Map<string, HealthCheck>();
  private readonly lastWorked = new Map<string, Date>();
  private latest: { at: number; report: Promise<HealthReport> } | undefined;

  constructor(private readonly logger: Logger) {}

  register(name: string, check: HealthCheck): void {
    this.checks.set(name, check);
  }

  report(): Promise<HealthReport> {
    if (!this.latest || Date.now() - this.latest.at > FRESH_MS) this.latest = { at: Date.now(), report: this.run() };
    return this.latest.report;
  }

  private async run(): Promise<HealthReport> {
    const entries = await Promise.all([...this.checks].map(async ([name, check]) => [name, await this.runOne(name, check)] as const));
    const ready = entries.every(([, { state }]) => state !== 'down');
    return { status: ready ? 'ready' : 'unavailable', checks: Object.fromEntries(entries) };
  }

  private async runOne(name: string, check: HealthCheck): Promise<CheckReport> {
    const finding = await this.withinPatience(name, check);
    const worked = finding.lastWorkedAt === undefined && finding.ok ? new Date() : finding.lastWorkedAt;
    if (worked) this.lastWorked.set(name, worked);
    const lastWorkedAt = this.lastWorked.get(name)?.toISOString() ?? null;
    if (!finding.ok && finding.degraded !== undefined) return { state: 'degraded', lastWorkedAt, reason: finding.degraded };
    return { state: finding.ok ? 'up' : 'down', lastWorkedAt };
  }

  private async withinPatience(name: string, check: HealthCheck): Promise<Finding> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Finding>((resolve) => {
      timer = setTimeout(() => resolve({ ok: false }), PATIENCE_MS);
    });
    try {
      return await Promise.race([Promise.resolve().then(check), late]);
    } catch (error) {
      // The reason is for the log: whoever may ask for the state need not learn addresses from it.
      this.logger.warn(`health check ${name} failed`, error);
      return { ok: false };
    } finally {
      clearTimeout(timer);
    }
  }
}
