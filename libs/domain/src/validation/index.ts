export { hasErrors, ISSUE_CODES, type Issue, type IssueCode, type IssueTarget } from './issue.js';
export type { OwnedRange, ValidationContext } from './rule.js';
export { NAME_PATTERN } from './rules/names.js';
export { demandHardRules } from './hard-rules.js';
export { validate } from './validate.js';
