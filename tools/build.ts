// Builds what is out of date. `start` builds what running needs; `all` adds what publishing needs.
import { buildCore } from './build/core.ts'
import { buildDashboard } from './build/dashboard.ts'
import { buildServer } from './build/server.ts'
import { type BuildUnit, ensureBuilt } from './build/stamp.ts'

const running: readonly BuildUnit[] = [buildServer, buildDashboard]
const publishing: readonly BuildUnit[] = [buildCore]

const units = process.argv[2] === 'all' ? [...running, ...publishing] : running
for (const unit of units) await ensureBuilt(unit)
