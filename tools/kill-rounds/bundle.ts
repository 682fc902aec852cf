import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { root } from '../build/stamp.ts'

/** The child and the thread of its journal as two files, which start in a fraction of the time that the sources take. */
export async function bundleChild(dir: string): Promise<string> {
  const bundler = await rolldown({
    cwd: root,
    input: {
      child: 'tools/kill-rounds/child.ts',
      'journal-worker': 'packages/server/src/journal/journal-worker.ts',
    },
    platform: 'node',
    external: [/^node:/],
    resolve: { conditionNames: ['development', 'node', 'import', 'default'] },
    logLevel: 'warn',
  })
  await bundler.write({ dir, format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' })
  await bundler.close()
  return join(dir, 'child.js')
}
