import vue from '@vitejs/plugin-vue'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { defineConfig, type Plugin } from 'vite'

// While a page is being written, `npm run dev` serves it and hands every API call to a running server.
const server = process.env.SIJI_SERVER ?? 'http://127.0.0.1:8080'

/** What the phones of leaders and operators must have before its network is cut; the office's pages and maps are not carried into the field. */
const ON_THE_PHONE = ['/index.html', '/src/components/PhoneFrame.vue', '/src/components/PhoneStrip.vue', '/src/offline/cab.ts', '/src/offline/phone.ts', '/src/offline/queue.ts', '/src/pages/CabPage.vue', '/src/pages/LeaderPage.vue', '/src/pages/LeaderHouseholdPage.vue', '/src/pages/LeaderQueuePage.vue', '/src/pages/LoginPage.vue', '/src/messages/en.ts']
const PUBLIC_FILES = ['/index.html', '/manifest.webmanifest', '/icon.svg', '/icon-192.png', '/icon-512.png']

/** Writes sw.js with the names of the built files in it. */
function serviceWorker(): Plugin {
  return {
    name: 'siji-service-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const files = new Set<string>()
      const add = (name: string): void => {
        const chunk = bundle[name]
        if (files.has(name) || chunk?.type !== 'chunk') return
        files.add(name)
        chunk.viteMetadata?.importedCss.forEach((css) => files.add(css))
        chunk.imports.forEach(add)
      }
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === 'chunk' && (chunk.isEntry || ON_THE_PHONE.some((page) => chunk.facadeModuleId?.endsWith(page)))) add(chunk.fileName)
      }
      const names = [...PUBLIC_FILES, ...[...files].sort().map((name) => `/${name}`)]
      const version = createHash('sha256').update(names.join()).digest('hex').slice(0, 12)
      const source = readFileSync('src/offline/worker.js', 'utf8').replace('VERSION', version).replace('/* FILES */ []', JSON.stringify(names))
      this.emitFile({ type: 'asset', fileName: 'sw.js', source })
    },
  }
}

export default defineConfig({
  plugins: [vue(), serviceWorker()],
  // MapLibre's worker is an ES module that shares a chunk with the page.
  worker: { format: 'es' },
  // MapLibre alone is above Vite's default limit; it is loaded only by pages with a map.
  build: { target: 'es2022', chunkSizeWarningLimit: 1200 },
  server: { proxy: { '/api': { target: server, changeOrigin: false } } },
})
