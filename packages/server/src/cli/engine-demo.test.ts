import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EngineDemo } from '../demo/engine-demo.ts'
import { engineDemoText } from '../print/engine-demo-text.ts'
import { terminalOf } from '../print/terminal.ts'
import { runCli } from '../testkit/run-cli.ts'

/** Processes of their own, on a machine that may be busy. */
const timeout = 120_000

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-demo-'))
const kept = join(folder, 'demo.journal')
let demo: EngineDemo & { readonly format: string }
beforeAll(async () => {
  const { code, stdout, stderr } = await runCli(['engine', 'demo', '--json', '--keep', kept])
  expect([code, stderr]).toEqual([0, ''])
  demo = JSON.parse(stdout)
}, timeout)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the demo checks an order that fits and one that breaches, and says the largest that would fit', () => {
  expect(demo.format).toBe('plimsoll-engine-demo/1')
  expect(demo.checks.map(({ check }) => check.verdict)).toEqual(['fits', 'breaches'])
  const { shortBy, largestThatFits } = demo.checks[1]?.check ?? {}
  expect(shortBy).toBeGreaterThan(0)
  expect(Number(largestThatFits)).toBeGreaterThan(0)
})

test('cross closes everything and the fund bears the rest, portfolio begins with a part', () => {
  const [cross, ...portfolio] = demo.stepsBefore
  expect(cross).toMatchObject({ account: 'carol', flows: [{ with: 'fund', asset: 'USDT' }] })
  expect(portfolio.map(({ account }) => account)).toEqual(['desk', 'desk'])
  expect(portfolio[0]?.cancelled).toEqual(['bid-1'])
  expect(portfolio.at(-1)?.after.maintenanceUse ?? 0).toBeGreaterThan(0.9)
})

test('killed with SIGKILL it loses nothing, does nothing twice, and liquidates nobody before fresh prices', () => {
  const { before, replayed, journaled, acknowledged, doneOnce, refusal } = demo.kill
  expect(replayed).toEqual(before)
  expect(journaled).toBeGreaterThanOrEqual(before.sequence + acknowledged)
  expect(doneOnce).toBe(true)
  expect(refusal).toMatch(/must be told/)
})

test('it goes on until the account is restored, and the journal is verified', () => {
  expect(demo.stepsAfter.length).toBeGreaterThan(0)
  expect(demo.ended.find(({ account }) => account === 'desk')?.maintenanceUse).toBeLessThanOrEqual(0.9)
  const { problem, told, replayed, lawsBroken } = demo.verified
  expect({ problem, lawsBroken, replayed }).toEqual({ problem: null, lawsBroken: [], replayed: told })
  expect(existsSync(kept)).toBe(true)
})

test('in words it says which step did what, at what price, and what others bore', () => {
  const terminal = terminalOf({ columns: 100 }, { LC_ALL: 'C.UTF-8' }, { platform: 'linux', color: false })
  const text = engineDemoText(demo, terminal, kept)
  expect(text).toMatch(/carol {4}close all +sell 2 BTC\/USDT:USDT/)
  expect(text).toMatch(/carol, close all: from the fund/)
  expect(text).toMatch(/Killed with SIGKILL between two steps/)
  expect(text).toMatch(/state {2}(\w{16}) told by the engine, \1 from genesis: the same/)
  expect(text).toContain(`plimsoll journal verify ${kept}`)
})

test('a file that is there is not overwritten', { timeout }, async () => {
  const { code, stderr } = await runCli(['engine', 'demo', '--keep', kept])
  expect([code, stderr]).toEqual([2, `plimsoll: --keep must name a new file, ${kept} is there\n`])
})
