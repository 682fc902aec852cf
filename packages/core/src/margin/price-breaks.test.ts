import { describe, expect, test } from 'vitest'
import { bindAccount } from '../account/bind.ts'
import { book, market, type PositionRow } from '../testkit/builders.ts'
import type { LeverageTier } from './leverage-tiers.ts'
import { type PriceScope, tierBreaks } from './price-breaks.ts'

const [btc, inverse, call] = ['BTC/USDT:USDT', 'BTC/USD:BTC', 'BTC/USD:BTC-260327-60000-C']
const tiers: readonly LeverageTier[] = [
  { notionalMax: 100_000, maintenanceRateFrac: 0.01, maintenanceDeduction: 0, leverageMax: 50 },
  { notionalMax: 200_000, maintenanceRateFrac: 0.02, maintenanceDeduction: 1000, leverageMax: 25 },
  { notionalMax: null, maintenanceRateFrac: 0.05, maintenanceDeduction: 7000, leverageMax: 10 },
]

function breaksOf(row: PositionRow, wholePosition: boolean, moving: readonly string[]) {
  const { positions } = bindAccount(book([row]), market([btc, inverse, call]), 'cross')
  const moves = (name: string): boolean => moving.includes(name)
  const scope: PriceScope = { movesUnderlying: moves, movesAsset: moves }
  const shortOption = { initialFrac: 0.15, initialFloorFrac: 0.1, maintenanceFrac: 0.075 }
  return tierBreaks({ positions, currencyPrice: 1 }, () => ({ tiers, wholePosition, shortOption }), scope)
}

describe('a requirement jumps', () => {
  test('where a linear position grows out of a tier whose rate is for the whole of it', () => {
    expect(breaksOf([btc, '-1', '50000'], true, ['BTC'])).toEqual([
      { factor: 2, jump: 1000 },
      { factor: 4, jump: expect.closeTo(6000, 9) },
    ])
  })

  test('nowhere where deductions make the table continuous', () => {
    // 200 000 × 5 % − 7 000 is what 200 000 × 2 % − 1 000 is.
    expect(breaksOf([btc, '1', '50000'], false, ['BTC'])).toEqual([])
  })

  test('the other way about where only the quote moves, and nowhere where both do', () => {
    expect(breaksOf([btc, '1', '50000'], true, ['USDT']).map(({ factor }) => factor)).toEqual([0.5, 0.25])
    expect(breaksOf([btc, '1', '50000'], true, ['BTC', 'USDT'])).toEqual([])
    expect(breaksOf([btc, '1', '50000'], true, ['ETH'])).toEqual([])
  })

  test('nowhere of an inverse contract, whose notional no price moves, or of an option, which has no tiers', () => {
    expect(breaksOf([inverse, '50000', '50000'], true, ['BTC'])).toEqual([])
    expect(breaksOf([call, '-3', '0.05'], true, ['BTC'])).toEqual([])
  })
})
