import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

// While a page is being written, `npm run dev` serves it and hands every API call to a running server.
const server = process.env.SIJI_SERVER ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [vue()],
  // MapLibre's worker is an ES module that shares a chunk with the page.
  worker: { format: 'es' },
  // MapLibre alone is above Vite's default limit; it is loaded only by pages with a map.
  build: { target: 'es2022', chunkSizeWarningLimit: 1200 },
  server: { proxy: { '/api': { target: server, changeOrigin: false } } },
})
