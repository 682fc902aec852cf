import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomOf } from '../packages/server/src/testkit/simulation/random.ts'
import { bundleChild } from './kill-rounds/bundle.ts'
import { killRounds, type RoundsReport } from './kill-rounds/rounds.ts'

/** Processes of their own, on a machine that may be busy. */
const timeout = 300_000

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-kill-'))
let script = ''
beforeAll(async () => {
  script = await bundleChild(join(folder, 'bundle'))
}, timeout)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function rounds(count: number, seed: string, kind: 'durable' | 'lossy'): Promise<RoundsReport> {
  const own = join(folder, `${kind}-${seed}`)
  mkdirSync(own)
  return killRounds({ rounds: count, script, folder: own, kind, random: randomOf(seed).next })
}

test('a server killed 100 times under load loses nothing that it acknowledged, does nothing twice, and recovers the same state', {
  timeout,
}, async () => {
  const reports = await Promise.all(['one', 'two'].map((seed) => rounds(50, seed, 'durable')))
  expect(reports.flatMap(({ faults }) => faults)).toEqual([])
  for (const { acknowledged, journaled } of reports) {
    expect(acknowledged).toBeGreaterThan(1000)
    expect(journaled).toBeGreaterThan(acknowledged)
  }
})

test('a journal that acknowledges before it writes is caught losing commands', { timeout }, async () => {
  const { faults } = await rounds(5, 'control', 'lossy')
  expect(faults.filter((fault) => fault.endsWith('is lost')).length).toBeGreaterThan(10)
})
