import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm run dev -w web` sends API calls: the running product, or the fake API of web/dev. */
const api = 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: {
      '@decnet/contract': new URL('../libs/contract/src/index.ts', import.meta.url).pathname,
      '@decnet/domain': new URL('../libs/domain/src/index.ts', import.meta.url).pathname,
    },
  },
  // Nothing is inlined as a data: address, so that the page's Content-Security-Policy stays short.
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 700 },
  server: { proxy: { '/api': api } },
});
