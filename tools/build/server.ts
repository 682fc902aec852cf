import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { type BuildUnit, root } from './stamp.ts'

/**
 * The command line and the server: an entry, and a chunk for each command, loaded when that command runs. The thread that
 * keeps the journal is an entry of its own.
 */
export const buildServer: BuildUnit = {
  name: 'packages/server',
  sources: ['packages/core/src', 'packages/server/src', 'package-lock.json', 'tools/build'],
  output: 'packages/server/dist',
  build: bundle,
}

// The HTTP stack stays outside: it is loaded by `serve` only, and finds its own files relative to its packages.
const external = [/^node:/, /^fastify($|\/)/, /^@fastify\//]

async function bundle(): Promise<void> {
  const bundler = await rolldown({
    cwd: root,
    input: {
      plimsoll: 'packages/server/src/cli/main.ts',
      'journal-worker': 'packages/server/src/journal/journal-worker.ts',
    },
    platform: 'node',
    external,
    resolve: { conditionNames: ['development', 'node', 'import', 'default'] },
    logLevel: 'warn',
  })
  await bundler.write({
    dir: join(root, 'packages/server/dist'),
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunk-[name]-[hash].js',
    sourcemap: false,
  })
  await bundler.close()
}
