import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { bookDocument, marketDocument } from '../testkit/documents.ts'
import { type Finished, runCli } from '../testkit/run-cli.ts'

/** Processes of their own, on a machine that may be busy. */
const timeout = 60_000

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const btc = 'BTC/USDT:USDT'
const market = join(folder, 'market.json')
const hedged = join(folder, 'hedged.json')
writeFileSync(market, JSON.stringify(marketDocument()))
writeFileSync(
  hedged,
  JSON.stringify({
    ...bookDocument(),
    positions: [
      { symbol: btc, contracts: '0.5', entryPrice: '43000', positionSide: 'long' },
      { symbol: btc, contracts: '-0.2', entryPrice: '44000', positionSide: 'short' },
    ],
  }),
)

const whatIf = (leg: string): Promise<Finished> =>
  runCli(['whatif', hedged, '--market', market, '--add', `${btc} ${leg}`, '--json'])

function heldAfter({ code, stdout }: Finished): readonly string[] {
  expect(code).toBe(0)
  return JSON.parse(stdout).after.positions.map(({ contracts }: { contracts: string }) => contracts)
}

describe.concurrent('a leg added to a symbol in hedge mode', { timeout }, () => {
  test('goes to the side of its sign, and it is said', async () => {
    const done = await whatIf('-0.1')
    expect(heldAfter(done)).toEqual(['0.5', '-0.3'])
    expect(done.stderr).toContain(`note: ${btc} is held in hedge mode: the leg of -0.1 goes to the short side`)
  })

  test('goes to the side it names', async () => {
    const done = await whatIf('-0.1@43500 long')
    expect(heldAfter(done)).toEqual(['0.4', '-0.2'])
    expect(done.stderr).toBe('')
  })

  test('that names no side there is, or more than the side holds, is refused', async () => {
    const misspelt = await whatIf('-0.1 logn')
    expect([misspelt.code, misspelt.stdout]).toEqual([2, ''])
    expect(misspelt.stderr).toContain('side of --add must be one of long, short, is logn')
    const turned = await whatIf('-0.6 long')
    expect([turned.code, turned.stdout]).toEqual([3, ''])
    expect(turned.stderr).toContain('must not turn short, would be -0.1')
  })
})
