export { AcceptBody, Access, CurrentUser } from './decorators.js';
export { authorise } from './authorise.js';
export { TOKEN_VERIFIER, type Principal, type Revocation, type TokenVerifier } from './principal.js';
export { VERDICTS, type Verdict } from './verdict.js';
export type { RouteOptions } from './route-options.js';
