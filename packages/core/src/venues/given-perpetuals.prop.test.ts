import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { type AccountDocuments, arbitraryAccount, text } from '../testkit/arbitrary-account.ts'
import type { Fields } from '../testkit/builders.ts'
import { assessmentOf, marginOf } from '../testkit/documents.ts'
import { holdable } from '../testkit/holdable.ts'
import { movedMarket } from '../testkit/moved-market.ts'
import { drift2024Autumn } from './drift/params.ts'
import { mangoPresets } from './mango/params.ts'

// These venues' built-in sets know no requirement of a perpetual, so what every venue must hold is held here with terms given.
vi.setConfig({ testTimeout: 60_000 })

const driftTerms = {
  initialMarginFrac: 0.1,
  maintenanceMarginFrac: 0.05,
  imfFactor: 0.0003,
  initialProfitFrac: 0.8,
  maintenanceProfitFrac: 1,
  profitImfFactor: 0.0005,
}
const mangoTerms = {
  initialBaseAssetFrac: 0.8,
  maintenanceBaseAssetFrac: 0.9,
  initialBaseLiabilityFrac: 1.2,
  maintenanceBaseLiabilityFrac: 1.1,
  initialOverallFrac: 0.9,
  maintenanceOverallFrac: 0.95,
}

describe.each([
  ['drift/cross', { ...drift2024Autumn.parameters, perps: { '*': driftTerms } }],
  ['mango/cross', { ...mangoPresets.parameters, perps: { '*': mangoTerms } }],
])('%s', (model, parameters) => {
  const asked = { model, parameters: { format: 'plimsoll-params/1', model, set: 'mine', parameters } }
  const accounts = arbitraryAccount({ modes: ['cross'], options: false, positionsMin: 1 }).map((each) =>
    holdable(each, model),
  )

  test('is liquidated where it says, by its own assessment', () => {
    let sides = 0
    fc.assert(
      fc.property(accounts, (documents) => {
        for (const { scope, below, above } of marginOf(documents, asked).liquidation)
          for (const side of [below, above]) {
            if (side.state !== 'found') continue
            sides += 1
            const standingAt = (share: number): string => {
              const factorOf = (coin: string): number =>
                scope === 'all' || scope === coin ? 1 + share * side.moveFrac : 1
              return assessmentOf({ ...documents, market: movedMarket(documents.market, factorOf) }, asked).standing
            }
            expect([standingAt(1 - 1e-5) === 'liquidating', standingAt(1 + 1e-5)]).toEqual([false, 'liquidating'])
          }
      }),
      { numRuns: 120 },
    )
    expect(sides).toBeGreaterThan(20)
  })

  test('asks no less for twice the book', () => {
    fc.assert(
      fc.property(accounts, ({ market, book }) => {
        const rows = book['positions'] as readonly Fields[]
        const maintenanceOf = (by: number): number => {
          const positions = rows.map((row) => ({ ...row, contracts: text(by * Number(row['contracts'])) }))
          const documents: AccountDocuments = { market, book: { ...book, positions, balances: { USD: '1000000' } } }
          return assessmentOf(documents, asked).totals.maintenanceMargin ?? Number.NaN
        }
        expect(maintenanceOf(2)).toBeGreaterThanOrEqual(maintenanceOf(1) * (1 - 1e-9))
      }),
      { numRuns: 40 },
    )
  })
})
