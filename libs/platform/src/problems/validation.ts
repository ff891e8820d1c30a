import { invalidRequest, type DomainError, type FieldError } from '@decnet/domain';
import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { shown } from './shown.js';

/** More than these are noise, and a body could provoke thousands. */
const MOST_ERRORS = 50;

/** Flattens class-validator's tree into dotted paths, e.g. `lans.0.subnet`. */
export function fieldErrors(errors: readonly ValidationError[], parent = ''): FieldError[] {
  return errors.flatMap(({ property, constraints = {}, children = [] }) => {
    // A field may be called nothing at all, and is still to be named.
    const name = property === '' ? '""' : property;
    const path = parent ? `${parent}.${name}` : name;
    const own = Object.values(constraints).map((message) => ({ path: shown(path), message: shown(message) }));
    return [...own, ...fieldErrors(children, path)];
  });
}

function toDomainError(errors: ValidationError[]): DomainError {
  return invalidRequest(fieldErrors(errors).slice(0, MOST_ERRORS));
}

/** Bodies and queries become instances of their contract class; unknown fields are refused. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true, exceptionFactory: toDomainError });
}
