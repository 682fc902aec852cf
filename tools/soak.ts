// One process under mixed load for some minutes: the runtime with its liquidator on a journal of SQLite, snapshots on the way,
// three commands in ten with a key. Prints each half minute what a leak or a drift would show in.
//   node --conditions=development --expose-gc --disable-warning=ExperimentalWarning tools/soak.ts [minutes, 3 by default] [folder]

import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { engineRules } from '../packages/core/src/desk/engine-rules.ts'
import { SqliteJournal } from '../packages/server/src/journal/sqlite-journal.ts'
import { Liquidator } from '../packages/server/src/runtime/liquidator.ts'
import { openRuntime } from '../packages/server/src/runtime/runtime.ts'
import { told } from '../packages/server/src/testkit/engine-commands.ts'
import { mixedCommands } from '../packages/server/src/testkit/mixed-commands.ts'

const minutes = Number(process.argv[2] ?? 3)
const folder = mkdtempSync(join(process.argv[3] ?? tmpdir(), 'plimsoll-soak-'))
const reportMs = 30_000
const together = 512

const path = join(folder, 'journal')
const journal = await SqliteJournal.open(path, { creation: 'new' })
const runtime = await openRuntime({ journal, rules: engineRules(), snapshotEvery: 20_000 })
const liquidator = new Liquidator(runtime)
const commands = mixedCommands(Number.MAX_SAFE_INTEGER)

interface Stretch {
  count: number
  refused: number
  readonly waits: number[]
  cpuFrom: NodeJS.CpuUsage
  from: number
}

function stretch(): Stretch {
  return { count: 0, refused: 0, waits: [], cpuFrom: process.cpuUsage(), from: performance.now() }
}

/** Descriptors that are open; −1 where the system does not tell. */
function descriptors(): number {
  try {
    return readdirSync('/proc/self/fd').length
  } catch {
    return -1
  }
}

function report({ count, refused, waits, cpuFrom, from }: Stretch): void {
  globalThis.gc?.()
  const seconds = (performance.now() - from) / 1000
  const { user, system } = process.cpuUsage(cpuFrom)
  const { heapUsed, rss } = process.memoryUsage()
  waits.sort((a, b) => a - b)
  const at = (share: number): string => (waits[Math.floor(waits.length * share)] ?? 0).toFixed(1)
  console.log(
    [
      `${String(runtime.head.sequence).padStart(9)} commands`,
      `${(count / seconds / 1000).toFixed(1)} thousand /s`,
      `CPU ${((user + system) / count).toFixed(1)} µs each`,
      `answered in ${at(0.5)} ms (p99 ${at(0.99)}, most ${at(0.9999)})`,
      `refused ${refused}`,
      `heap ${(heapUsed / 1e6).toFixed(1)} MB`,
      `rss ${(rss / 1e6).toFixed(0)} MB`,
      `descriptors ${descriptors()}`,
      `file ${(statSync(path).size / 1e6).toFixed(0)} MB`,
      `laws broken ${runtime.health.lawsBroken.length}, mistakes ${runtime.health.mistakes}, unknown ${liquidator.unknown.length}`,
    ].join('   '),
  )
}

async function submit(i: number, into: Stretch): Promise<void> {
  const { at: _at, ...command } = told(JSON.parse(commands.next().value as string))
  const askedAt = performance.now()
  const answer = await runtime.submit({ command, ...(i % 10 < 3 ? { key: `soak-${i}` } : {}) })
  into.waits.push(performance.now() - askedAt)
  into.count += 1
  if (!answer.isTaken || !answer.done) into.refused += 1
}

let current = stretch()
let i = 0
const end = performance.now() + minutes * 60_000
while (performance.now() < end) {
  await Promise.all(Array.from({ length: together }, () => submit(i++, current)))
  if (performance.now() - current.from < reportMs) continue
  report(current)
  current = stretch()
}
await runtime.stop()
rmSync(folder, { recursive: true })
