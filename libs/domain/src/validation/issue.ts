export const ISSUE_CODES = [
  'DMZ_MISSING', 'DMZ_MULTIPLE', 'DMZ_ORPHAN', 'DECKY_ORPHAN',
  'LAN_NAME_DUP', 'DECKY_NAME_DUP', 'NAME_MALFORMED',
  'IP_MALFORMED', 'IP_OUT_OF_SUBNET', 'IP_RESERVED', 'IP_COLLISION',
  'SUBNET_MALFORMED', 'SUBNET_OVERLAP', 'SUBNET_TAKEN',
  'UNKNOWN_SERVICE', 'SERVICE_CFG_UNDECLARED', 'SERVICE_CFG_INVALID', 'PORT_CONFLICT', 'GATEWAY_NOT_IN_DMZ',
  'PORT_IN_USE', 'IMPLAUSIBLE_MIX', 'LAN_TOO_FULL',
] as const;
export type IssueCode = (typeof ISSUE_CODES)[number];

/** What to highlight. */
export interface IssueTarget {
  kind: 'topology' | 'lan' | 'decky' | 'edge';
  /** Id of the entity; null for the maze as a whole. */
  id: string | null;
  field?: string;
}

export interface Issue {
  severity: 'error' | 'warning';
  code: IssueCode;
  message: string;
  target: IssueTarget;
}

export function error(code: IssueCode, message: string, kind: IssueTarget['kind'], id: string | null, field?: string): Issue {
  return { severity: 'error', code, message, target: { kind, id, ...(field !== undefined && { field }) } };
}

export function warning(code: IssueCode, message: string, kind: IssueTarget['kind'], id: string | null, field?: string): Issue {
  return { ...error(code, message, kind, id, field), severity: 'warning' };
}

export function hasErrors(issues: readonly Issue[]): boolean {
  return issues.some(({ severity }) => severity === 'error');
}
