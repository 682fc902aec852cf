import { expect, test } from 'vitest'
import { measuredMarginals } from '../../account/attribution.ts'
import type { PricedBalance, PricedPosition } from '../../margin/priced-account.ts'
import { bookDocument, listing, marketDocument, type PositionRow } from '../../testkit/builders.ts'
import { assessmentOf } from '../../testkit/documents.ts'
import type { MatrixParameters } from './parameters.ts'
import { crossPortfolioSets } from './params.ts'

const rows: readonly PositionRow[] = [
  ['BTC/USD:BTC', '-300000', '48000'],
  ['BTC/USD:BTC-260327-60000-C', '-10', '0.02'],
  ['BTC/USD:BTC-260327-40000-P', '12', '0.03'],
  ['ETH/USD:ETH', '200000', '2600'],
  ['ETH/USDC:USDC', '-90', '2400'],
]
const balances = { BTC: '3', ETH: '-5', USDC: '400000' }

test.each(['deribit/portfolio', 'deribit/segregated-portfolio'])(
  '%s tells what each position adds as margining the account again does, its slope too',
  (model) => {
    const market = marketDocument(
      rows.map(([symbol]) => listing(symbol)),
      { assets: { USDC: { price: '1', stable: true } } },
    )
    const book = bookDocument(rows, { mode: 'portfolio', balances })
    const { account, model: made, pools } = assessmentOf({ market, book }, { model })
    let told = 0
    for (const { pool } of pools) {
      const known = made.marginals?.(account, pool)
      const measure = (positions: readonly PricedPosition[], held: readonly PricedBalance[]): number =>
        made.pools({ ...account, positions, balances: held, orders: [] }).find(({ name }) => name === pool.name)
          ?.maintenance.amount ?? 0
      for (const [i, position] of pool.positions.entries()) {
        const measured = measuredMarginals(measure, account, pool, i)
        const { alone = Number.NaN, adds = Number.NaN, slope = Number.NaN } = known?.get(position) ?? {}
        const size = 1 + pool.maintenance.amount
        expect(Math.abs(alone - measured.alone)).toBeLessThan(1e-9 * size)
        expect(Math.abs(adds - measured.adds)).toBeLessThan(1e-9 * size)
        expect(Math.abs(slope - measured.slope)).toBeLessThan(1e-5 * size)
        told += 1
      }
    }
    expect(told).toBe(rows.length)
  },
)

test.each([
  ['initial', 1],
  ['both', undefined],
] as const)('with haircuts asked for in %s, positions told the shorter way: %s', (haircutOn, told) => {
  const rows: readonly PositionRow[] = [['BTC/USD:BTC', '1000', '50000']]
  const market = marketDocument(rows.map(([symbol]) => listing(symbol)))
  const book = bookDocument(rows, { mode: 'portfolio', balances: { BTC: '1' } })
  const [set] = crossPortfolioSets
  const current = set?.parameters as MatrixParameters
  const parameters = {
    format: 'plimsoll-params/1',
    model: 'deribit/portfolio',
    set: 'mine',
    parameters: { ...current, readings: { ...current.readings, haircutOn } },
  }
  const { account, model, pools } = assessmentOf({ market, book }, { model: 'deribit/portfolio', parameters })
  expect(pools.map(({ pool }) => model.marginals?.(account, pool)?.size)).toEqual([told])
})
