import { isISO8601, ValidateBy } from 'class-validator';

/** An ISO 8601 time that is one for JavaScript, too: weeks and days of the year are in the standard, but no Date is made of them. */
export function IsTime(): PropertyDecorator {
  return ValidateBy({
    name: 'isIso8601',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isISO8601(value) && !Number.isNaN(Date.parse(value)),
      defaultMessage: () => '$property must be a time such as 2026-01-31T12:00:00Z',
    },
  });
}
