import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * A file or folder that comes with the product: in the package, in its `dist`, or, when the package stands in its
 * repository, there. Undefined when it is nowhere. Folders of a project that uses the package are never looked into.
 */
export function packageFile(...candidates: readonly string[]): string | undefined {
  const root = packageRoot()
  const repository = basename(dirname(root)) === 'packages' ? [dirname(dirname(root))] : []
  const homes = [join(root, 'dist'), root, ...repository]
  return homes.flatMap((home) => candidates.map((candidate) => join(home, candidate))).find((path) => existsSync(path))
}

/** The nearest folder above this code with a manifest: the code runs from `src` or, bundled, from `dist`. */
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}
