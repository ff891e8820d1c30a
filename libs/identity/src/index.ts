export { IdentityModule } from './identity.module.js';
export { ensureFirstAdmin, type FirstAdmin, type FirstAdminOptions } from './users/first-admin.js';
export { signLocalToken } from './tokens/local-token.js';
