export { problem, PROBLEM_TYPE, type Problem } from './problem.js';
export { ProblemFilter } from './problem.filter.js';
export { STATUS_OF } from './status.js';
export { UuidParam } from './uuid-param.js';
export { createValidationPipe, fieldErrors } from './validation.js';
