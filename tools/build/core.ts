import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { type BuildUnit, root } from './stamp.ts'

/** The library as published: JavaScript and type declarations. Nothing in the repository reads them. */
export const buildCore: BuildUnit = {
  name: 'packages/core',
  sources: [
    'packages/core/src',
    'packages/core/tsconfig.build.json',
    'tsconfig.base.json',
    'package-lock.json',
    'tools/build',
  ],
  output: 'packages/core/dist',
  build: emit,
}

async function emit(): Promise<void> {
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'packages/core/tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('the library does not compile; the messages are above')
}
