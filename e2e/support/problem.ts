import { ERROR_CODES } from '@decnet/domain';

interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  requestId?: string;
  errors?: { path: string; message: string }[];
  issues?: { target: { field?: string } }[];
}

/** The problem document of an answer. @throws Error that says what is wrong with it as RFC 9457 and our own promises have it */
export function problemOf(status: number, contentType: string | null, text: string): Problem {
  const body = parsed(text);
  const faults = [
    !contentType?.startsWith('application/problem+json') && `content type ${contentType}`,
    body === null && 'no JSON object',
    body !== null && typeof body.type !== 'string' && 'no type',
    body !== null && !body.title && 'no title',
    body !== null && body.status !== status && `status ${body.status}`,
    body !== null && !body.detail && 'no detail',
    body !== null && !(ERROR_CODES as readonly string[]).includes(body.code) && `code ${body.code}`,
    body?.code === 'INVALID_REQUEST' && !isListOfErrors(body.errors) && 'no errors with path and message',
    body?.code === 'VALIDATION_FAILED' && !Array.isArray(body.issues) && 'no issues',
    text.length > 200_000 && `${text.length} characters long`,
  ].filter(Boolean);
  if (faults.length > 0) throw new Error(`a ${status} that is no problem document (${faults.join(', ')}): ${text.slice(0, 300)}`);
  return body!;
}

/** The fields that a refusal names: paths of its errors, fields of its issues. */
export function fieldsNamed({ errors = [], issues = [] }: Problem): string[] {
  return [...errors.map(({ path }) => path), ...issues.flatMap(({ target }) => target.field ?? [])];
}

function parsed(text: string): Problem | null {
  try {
    const body = JSON.parse(text) as unknown;
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Problem) : null;
  } catch {
    return null;
  }
}

function isListOfErrors(errors: Problem['errors']): boolean {
  return Array.isArray(errors) && errors.length > 0 && errors.every(({ path, message }) => Boolean(path) && Boolean(message));
}
