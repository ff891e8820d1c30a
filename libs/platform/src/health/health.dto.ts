export class LiveResponse {
  status!: 'live';
}

export class CheckReport {
  state!: 'up' | 'down';
  /** RFC 3339, or null when it never worked since the start. */
  lastWorkedAt!: string | null;
}

/** By name of what was checked. */
export class HealthReport {
  status!: 'ready' | 'unavailable';
  checks!: Record<string, CheckReport>;
}
