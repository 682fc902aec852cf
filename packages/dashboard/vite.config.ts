import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

// Relative addresses, so that the page works below any path. No inline script: the server's policy forbids them.
// biome-ignore lint/style/noDefaultExport: Vite reads the default export.
export default defineConfig({
  base: './',
  plugins: [react(), chartsWithThePage()],
  build: { outDir: 'dist', modulePreload: { polyfill: false }, assetsInlineLimit: 0, chunkSizeWarningLimit: 700 },
})

/** The page asks for the charts' chunks with its own script, not after it has run. */
function chartsWithThePage(): Plugin {
  return {
    name: 'charts-with-the-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) =>
        Object.values(bundle)
          .filter((output) => output.type === 'chunk' && !output.isEntry)
          .map(({ fileName }) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `./${fileName}` },
            injectTo: 'head' as const,
          })),
    },
  }
}
