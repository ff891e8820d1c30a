export { demandUsable } from './input-check.js';
export { BODY_LIMIT_BYTES, createAdapter } from './adapter.js';
export { configureApp, type AppOptions } from './configure-app.js';
export { Docs, documentedRoutes, type DocumentedRoute, type RouteDocs } from './route-docs.js';
export { RouteTable, type RouteEntry } from './route-table.js';
export { SECURITY_HEADERS } from './security-headers.js';
