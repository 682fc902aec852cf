// Commands a second through the whole engine: submitted, journaled on disk by a thread of its own, applied and answered,
// with and without idempotency keys; at most a window of them waits for answers, as many clients would have it. CPU time is
// of all threads, and of the one that applies: its inverse is what a quiet machine can do. The rate with keys over the rate without is the last line.
//   node --conditions=development bench/runtime.bench.ts [commands, 60 000 by default] [folder]

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { engineRules } from '../packages/core/src/desk/engine-rules.ts'
import { SqliteJournal } from '../packages/server/src/journal/sqlite-journal.ts'
import type { Answer, Submission } from '../packages/server/src/runtime/answer.ts'
import { openRuntime } from '../packages/server/src/runtime/runtime.ts'
import { told } from '../packages/server/src/testkit/engine-commands.ts'
import { mixedCommands } from '../packages/server/src/testkit/mixed-commands.ts'

const count = Number(process.argv[2] ?? 60_000)
const folder = mkdtempSync(join(process.argv[3] ?? tmpdir(), 'plimsoll-bench-'))
const window = 8192
const repeats = 3
const commands = [...mixedCommands(count)].map((text) => told(JSON.parse(text)))
const rules = engineRules()

interface Speed {
  readonly perSecond: number
  readonly cpuMicros: number
  readonly ownMicros: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly done: number
}

/** A key as a client would make it; a tenth of the commands has none. */
function submissionAt(i: number, withKeys: boolean): Submission {
  const command = commands[i] as Submission['command']
  return withKeys && i % 10 !== 0 ? { command, key: `client-${i % 7}-${i}` } : { command }
}

async function run(name: string, withKeys: boolean): Promise<Speed> {
  const journal = await SqliteJournal.open(join(folder, name), { creation: 'new' })
  const runtime = await openRuntime({ journal, rules })
  const waits = new Float64Array(count)
  const waiting: Promise<void>[] = []
  let done = 0
  const submit = async (i: number): Promise<void> => {
    const askedAt = performance.now()
    const answer: Answer = await runtime.submit(submissionAt(i, withKeys))
    waits[i] = performance.now() - askedAt
    if (answer.isTaken && answer.done) done += 1
  }
  const cpu = process.cpuUsage()
  const own = process.threadCpuUsage()
  const from = performance.now()
  for (let i = 0; i < count; i++) {
    waiting.push(submit(i))
    // Clients come and go between turns of the loop, a few at a time.
    if (i % 512 === 511) await new Promise(setImmediate)
    if (waiting.length >= window) await Promise.all(waiting.splice(0, 512))
  }
  await Promise.all(waiting)
  const seconds = (performance.now() - from) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const thread = process.threadCpuUsage(own)
  await runtime.stop()
  waits.sort()
  const at = (share: number): number => waits[Math.floor(count * share)] ?? 0
  return {
    perSecond: count / seconds,
    cpuMicros: (user + system) / count,
    ownMicros: (thread.user + thread.system) / count,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    done,
  }
}

const best = new Map<string, Speed>()
try {
  for (let repeat = 0; repeat < repeats; repeat++)
    for (const [name, withKeys] of [
      ['without keys', false],
      ['with keys', true],
    ] as const) {
      const speed = await run(`${name}-${repeat}`, withKeys)
      if (speed.perSecond > (best.get(name)?.perSecond ?? 0)) best.set(name, speed)
    }
} finally {
  rmSync(folder, { recursive: true })
}
console.log(`${count} commands, at most ${window} waiting, in ${folder}, best of ${repeats}`)
for (const [name, { perSecond, cpuMicros, ownMicros, p50Ms, p99Ms, done }] of best)
  console.log(
    `${name.padEnd(12)} ${(perSecond / 1000).toFixed(1).padStart(6)} thousand /s   CPU ${cpuMicros.toFixed(1)} µs each, ${ownMicros.toFixed(1)} of them of the thread that applies` +
      `   an answer in ${p50Ms.toFixed(0)} ms (p99 ${p99Ms.toFixed(0)})   done ${((100 * done) / count).toFixed(1)} %`,
  )
const rateOf = (name: string): number => best.get(name)?.perSecond ?? Number.NaN
console.log(`with keys ÷ without: ${(rateOf('with keys') / rateOf('without keys')).toFixed(2)}`)
