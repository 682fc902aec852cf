import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type BuildUnit, root } from './stamp.ts'

const folder = 'packages/dashboard'

/** The page, by its own Vite configuration. */
export const buildDashboard: BuildUnit = {
  name: folder,
  sources: ['src', 'public', 'index.html', 'vite.config.ts', 'package.json']
    .map((name) => `${folder}/${name}`)
    .concat('packages/core/src', 'package-lock.json', 'tools/build'),
  output: `${folder}/dist`,
  build: buildPage,
}

async function buildPage(): Promise<void> {
  if (!existsSync(join(root, folder, 'index.html')))
    return console.error(`No page to build: ${folder}/index.html is missing.`)
  const { build } = await import('vite')
  await build({
    root: join(root, folder),
    logLevel: 'warn',
    // The library from its sources: its own build is for publishing.
    resolve: { alias: { '@plimsoll/core': join(root, 'packages/core/src/index.ts') } },
    build: { emptyOutDir: false },
  })
}
