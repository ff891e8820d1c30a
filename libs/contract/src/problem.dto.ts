import type { ErrorCode } from '@decnet/domain';

export class FieldErrorResponse {
  /** Dotted path of the field, e.g. `lans.0.subnet`. */
  path!: string;
  message!: string;
}

/** RFC 9457 problem document; codes add fields of their own (`current` and `expected`, `issues`, `deckies` …). */
export class ProblemResponse {
  type!: string;
  title!: string;
  status!: number;
  detail!: string;
  code!: ErrorCode;
  requestId?: string;
  errors?: FieldErrorResponse[];
}
