import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folders above this file that are looked into: `src/demo` or `dist` in the package, and the repository around it. */
const levelsMax = 5

/**
 * A file or folder that comes with the product, found from where this code runs: beside it in the published package, or
 * in the repository. Undefined when it is in neither.
 */
export function packageFile(...candidates: readonly string[]): string | undefined {
  let folder = dirname(fileURLToPath(import.meta.url))
  for (let level = 0; level < levelsMax; level++) {
    const found = candidates.map((candidate) => join(folder, candidate)).find((path) => existsSync(path))
    if (found !== undefined) return found
    folder = dirname(folder)
  }
  return undefined
}
