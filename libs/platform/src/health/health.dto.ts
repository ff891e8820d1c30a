export class LiveResponse {
  status!: 'live';
}

export class CheckReport {
  /** `degraded`: it does not work, and the server does without it. */
  state!: 'up' | 'degraded' | 'down';
  /** RFC 3339, or null when it never worked since the start. */
  lastWorkedAt!: string | null;
  /** What is worse while it is degraded. */
  reason?: string;
}

/** By name of what was checked. */
export class HealthReport {
  status!: 'ready' | 'unavailable';
  checks!: Record<string, CheckReport>;
}
