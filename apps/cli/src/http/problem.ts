import type { FieldErrorResponse, IssueResponse, ProblemResponse } from '@decnet/contract';
import { CommandError, EXIT } from '../exit.js';
import { printable } from '../output/printable.js';

/** A problem document and the fields that its code brings along. */
export type Problem = ProblemResponse & Record<string, unknown>;

/** The server understood and said no. */
export class ProblemError extends CommandError {
  constructor(readonly problem: Problem) {
    super(EXIT.refused, describeProblem(problem));
    this.name = 'ProblemError';
  }
}

const STANDARD = new Set(['type', 'title', 'status', 'detail', 'code', 'requestId', 'errors', 'issues']);

const fieldLine = ({ path, message }: FieldErrorResponse): string => `  ${path}: ${message}`;
const issueLine = ({ severity, code, message }: IssueResponse): string => `  ${severity} ${code}: ${message}`;
function asText(value: unknown): string {
  if (Array.isArray(value)) return value.map(asText).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** For people: what is wrong, then each field or issue on a line of its own. */
export function describeProblem(problem: Problem): string {
  const { code, detail, errors = [] } = problem;
  const issues = Array.isArray(problem['issues']) ? (problem['issues'] as IssueResponse[]) : [];
  const rest = Object.entries(problem).filter(([name, value]) => !STANDARD.has(name) && value !== null);
  const lines = [
    `${detail} (${code})`,
    ...errors.map(fieldLine),
    ...issues.map(issueLine),
    ...rest.map(([name, value]) => `  ${name}: ${asText(value)}`),
  ];
  return lines.map(printable).join('\n');
}

/** Reads an answer that is no success. Whatever answers without a problem document is probably no DECNET. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const text = await response.text();
  try {
    const body = JSON.parse(text) as Partial<Problem>;
    if (typeof body.code === 'string' && typeof body.detail === 'string') return new ProblemError(body as Problem);
  } catch {
    // Falls through: not JSON.
  }
  const detail = `${response.url} answered ${response.status} without a problem document: is that a DECNET?`;
  return new ProblemError({ type: 'about:blank', title: response.statusText, status: response.status, detail, code: 'INTERNAL' });
}
