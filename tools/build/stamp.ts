import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Something built from sources into a folder. Paths are relative to the repository. */
export interface BuildUnit {
  readonly name: string
  /** Files and folders whose content decides the result. */
  readonly sources: readonly string[]
  /** Emptied before the build. */
  readonly output: string
  readonly build: () => Promise<void>
}

/** Builds the unit unless the stamp in its output says that it was built from these very sources. */
export async function ensureBuilt(unit: BuildUnit): Promise<void> {
  const stamp = join(root, unit.output, 'build.json')
  const sources = hashOf(unit.sources)
  if (stampedWith(stamp) !== sources) {
    const startedAt = performance.now()
    rmSync(join(root, unit.output), { recursive: true, force: true })
    mkdirSync(dirname(stamp), { recursive: true })
    await unit.build()
    console.error(`Built ${unit.name} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  }
  // Written again even when nothing changed: its time tells the command line that no source is newer.
  writeFileSync(stamp, `${JSON.stringify({ sources })}\n`)
}

function stampedWith(stamp: string): unknown {
  return existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')).sources : undefined
}

function hashOf(sources: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of sources.flatMap(filesIn))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0')
  return hash.digest('hex')
}

/** The files of a path, sorted; none when it does not exist. Tests decide nothing about a build. */
function filesIn(path: string): readonly string[] {
  const full = join(root, path)
  if (!existsSync(full)) return []
  if (statSync(full).isFile()) return [path]
  const names = readdirSync(full, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name))
  return names
    .filter((name) => !/\.(test|test-d|prop\.test)\.tsx?$/.test(name) && statSync(join(root, name)).isFile())
    .sort()
}
