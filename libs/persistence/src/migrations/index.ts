/** In the order in which they run. Never edited once landed: what is wrong is put right by another one. */
export const MIGRATIONS = [] as const;
