import {defineConfig} from 'vite';
import react from '@vitejs/plugin-react';

// The backend compares the page's origin with its own, so the proxy must not change it.
const backend = {target: process.env.BACKEND_URL ?? 'http://localhost:3000', changeOrigin: false};

export default defineConfig({
  plugins: [react()],
  server: {proxy: {'/api': backend}},
  build: {rollupOptions: {input: ['index.html', 'tag.html']}},
});
