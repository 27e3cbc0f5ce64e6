// The backend compares the page's origin with its own, so the proxy must not change it.
export default {
  '/api': {target: process.env.BACKEND_URL ?? 'http://localhost:3000', changeOrigin: false},
};
