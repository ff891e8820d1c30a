import { resolve } from 'node:path';

/** Where `npm run build` puts the page, seen from here. */
export const WEB_ROOT_OF_SOURCES = resolve(import.meta.dirname, '../../web/dist');
