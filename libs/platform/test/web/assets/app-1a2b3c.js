globalThis.page = 1;
