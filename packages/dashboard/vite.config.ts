import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// Relative addresses, so that the page works below any path. No inline script: the server's policy forbids them.
// biome-ignore lint/style/noDefaultExport: Vite reads the default export.
export default defineConfig({
  base: './',
  plugins: [react()],
  build: { outDir: 'dist', modulePreload: { polyfill: false }, assetsInlineLimit: 0, chunkSizeWarningLimit: 700 },
})
