// Builds what is out of date. `start` builds what running needs; `all` adds what publishing needs.
import { buildCore } from './build/core.ts'
import { buildDashboard } from './build/dashboard.ts'
import { buildServer } from './build/server.ts'
import { type BuildUnit, ensureBuilt } from './build/stamp.ts'

const running: readonly BuildUnit[] = [buildServer, buildDashboard]
const publishing: readonly BuildUnit[] = [buildCore]

/** Whether it is built; says what is wrong with its sources when not, without a stack of the bundler. */
async function isBuilt(unit: BuildUnit): Promise<boolean> {
  try {
    await ensureBuilt(unit)
    return true
  } catch (error) {
    console.error(`Building ${unit.name} failed. ${error instanceof Error ? error.message : error}`)
    return false
  }
}

for (const unit of process.argv[2] === 'all' ? [...running, ...publishing] : running) {
  if (!(await isBuilt(unit))) process.exitCode = 1
}
