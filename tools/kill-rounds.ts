// `node --conditions=development tools/kill-rounds.ts 1000 [seed] [lossy]`: kills a server under load with SIGKILL so many
// times, each time on the journal that the last one left, and says what was lost. Ends with 1 when anything was.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProgress } from '../packages/server/src/cli/progress.ts'
import { randomOf } from '../packages/server/src/testkit/simulation/random.ts'
import { bundleChild } from './kill-rounds/bundle.ts'
import { killRounds } from './kill-rounds/rounds.ts'

const [count = '1000', seed = '1', kind = 'durable'] = process.argv.slice(2)
const rounds = Number(count)
if (!Number.isInteger(rounds) || rounds < 1 || (kind !== 'durable' && kind !== 'lossy')) {
  console.error('usage: tools/kill-rounds.ts ROUNDS [SEED] [durable|lossy]')
  process.exit(2)
}
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-kill-'))
const progress = startProgress('rounds', rounds)
const startedAt = performance.now()
try {
  const script = await bundleChild(join(folder, 'bundle'))
  const { next } = randomOf(seed)
  const report = await killRounds({ rounds, script, folder, kind, random: next, onRound: progress.step })
  progress.stop()
  const { acknowledged, journaled, faults } = report
  const seconds = (performance.now() - startedAt) / 1000
  console.log(
    `${rounds} rounds of SIGKILL in ${seconds.toFixed(0)} s: ${acknowledged} acknowledged, ${journaled} journaled, ${faults.length} faults`,
  )
  for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`)
  process.exitCode = faults.length === 0 ? 0 : 1
} finally {
  progress.stop()
  rmSync(folder, { recursive: true, force: true })
}
