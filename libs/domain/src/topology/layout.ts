import { type FieldError, invalidRequest } from '../errors.js';
import { type Check, coordinate, isRecord, object } from './ops/shapes.js';

/** Boxes of LANs and positions of deckies on the canvas, each by id. */
export interface Layout {
  lans: Record<string, { x: number; y: number; width: number; height: number }>;
  deckies: Record<string, { x: number; y: number }>;
}

/** More than anybody reads. */
const MOST_ERRORS = 50;
const LONGEST_ID = 64;
const required = { check: coordinate, required: true } as const;
const lanBox = object({ x: required, y: required, width: required, height: required });
const deckyPosition = object({ x: required, y: required });

/**
 * A layout as it came from outside; what is left out is not moved.
 * @throws DomainError INVALID_REQUEST {errors}
 */
export function parseLayout({ lans = {}, deckies = {} }: { lans?: unknown; deckies?: unknown }): Layout {
  const errors = [...boxErrors(lans, 'lans', lanBox), ...boxErrors(deckies, 'deckies', deckyPosition)];
  if (errors.length > 0) throw invalidRequest(errors.slice(0, MOST_ERRORS));
  return { lans, deckies } as Layout;
}

function boxErrors(boxes: unknown, path: string, check: Check): FieldError[] {
  if (!isRecord(boxes)) return [{ path, message: 'expected an object' }];
  return Object.entries(boxes).flatMap(([id, box]) => check(box, `${path}.${id.slice(0, LONGEST_ID)}`));
}
