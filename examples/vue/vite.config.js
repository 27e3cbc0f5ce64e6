import {defineConfig} from 'vite';
import vue from '@vitejs/plugin-vue';

// The backend compares the page's origin with its own, so the proxy must not change it.
const backend = {target: process.env.BACKEND_URL ?? 'http://localhost:3000', changeOrigin: false};

export default defineConfig({
  // Only for the plain tag: the component needs no option.
  plugins: [vue({template: {compilerOptions: {isCustomElement: tag => tag === 'bank-reconnect'}}})],
  server: {proxy: {'/api': backend}},
  build: {rollupOptions: {input: ['index.html', 'tag.html']}},
});
