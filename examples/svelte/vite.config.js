import {defineConfig} from 'vite';
import {svelte} from '@sveltejs/vite-plugin-svelte';

// The backend compares the page's origin with its own, so the proxy must not change it.
const backend = {target: process.env.BACKEND_URL ?? 'http://localhost:3000', changeOrigin: false};

export default defineConfig({
  plugins: [svelte()],
  server: {proxy: {'/api': backend}},
});
