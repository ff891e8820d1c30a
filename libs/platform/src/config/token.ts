/** What modules inject the settings by. */
export const CONFIG = Symbol('Config');
