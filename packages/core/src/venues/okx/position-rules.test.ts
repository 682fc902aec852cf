import { describe, expect, test } from 'vitest'
import type { Derivative } from '../../market/instrument.ts'
import { market } from '../../testkit/builders.ts'
import type { PositionTierTable } from './parameters.ts'
import { currentAccount } from './params-account.ts'
import { optionRatesOf } from './position-rules.ts'
import { tierBounds, tierRates, tierSize, tierTableOf } from './position-tiers.ts'
import {
  buyBackOrderMargin,
  optionFactor,
  outOfTheMoneyFrac,
  type ShortOption,
  sellOrderMargin,
  shortInitial,
  shortMaintenance,
} from './short-option.ts'

function instrumentOf(symbol: string): Derivative {
  const found = market([symbol]).instruments.get(symbol)?.instrument
  if (found === undefined || found.kind === 'spot') throw new Error(`${symbol} must be a derivative`)
  return found
}

function table(name: string): PositionTierTable {
  const found = currentAccount.positionTiers[name]
  if (found === undefined || found === null) throw new Error(`${name} must have tiers`)
  return found
}

describe('position tiers', () => {
  // ccxt pull request 11938: the first tier and the hundredth, as the API printed them on 2022-02-11.
  test.each([
    [500, 0.004, 0.008],
    [972_001, 0.495, 0.5],
    [982_000, 0.495, 0.5],
    [982_001, 0.5, 0.505],
    [100_000_000, 1, 1],
  ])('%d contracts of BTC-USDT-SWAP', (size, mmr, imr) => {
    const { mmrFrac, imrFrac } = tierRates(table('BTC/USDT:USDT'), size)
    expect(mmrFrac).toBeCloseTo(mmr, 12)
    expect(imrFrac).toBeCloseTo(imr, 12)
  })

  // OKX, 2021-06-11: bounds are inclusive, and each further tier is 12 000 contracts and 0.5 % more.
  test.each([
    [3000, 0.004],
    [3001, 0.005],
    [12_000, 0.01],
    [12_001, 0.015],
    [24_000, 0.015],
    [24_001, 0.02],
  ])('%d contracts of ETH-USDT-SWAP', (size, mmr) =>
    expect(tierRates(table('ETH/USDT:USDT'), size).mmrFrac).toBeCloseTo(mmr, 12),
  )

  test('a list without steps goes on at its last rate', () => {
    const flat = { ...table('ETH/USDT:USDT'), step: null }
    expect(tierRates(flat, 1e9)).toEqual({ mmrFrac: 0.01, imrFrac: 0.015 })
  })

  test('every bound jumps by the difference of its rates', () => {
    const [first, second, third] = tierBounds(table('ETH/USDT:USDT'), 10)
    expect([first?.bound, second?.bound, third?.bound]).toEqual([3000, 6000, 12_000])
    expect(first?.jumpFrac).toBeCloseTo(0.001, 12)
    expect(third?.jumpFrac).toBeCloseTo(0.005, 12)
  })

  test('a list that ends without a bound or a step has no bound there', () => {
    const tiers = [
      [10, 0.01, 0.02],
      [null, 0.03, 0.04],
    ] as const
    const bounds = tierBounds({ contractSize: 1, contractUnit: 'coin', tiers, step: null }, 5)
    expect(bounds).toEqual([{ bound: 10, jumpFrac: expect.closeTo(0.02, 12) }])
  })

  // 100 contracts of 1 coin at 50 are 5000 dollars; 5000 contracts of 1 dollar are 100 coins.
  test.each([
    ['linear', 'usd', 100, 500],
    ['linear', 'coin', 100, 10],
    ['inverse', 'usd', 5000, 500],
    ['inverse', 'coin', 5000, 10],
  ] as const)('%s contracts on a table in %s', (payout, contractUnit, contracts, size) => {
    const instrument = { ...instrumentOf('BTC/USDT:USDT'), payout }
    const rows = { contractSize: 10, contractUnit, tiers: [[null, 0, 0]] as const, step: null }
    expect(tierSize(rows, { instrument, size: 1 }, -contracts, 50)).toBe(size)
  })

  test('tables are looked up by symbol, family, coin and the rest; there may be none', () => {
    const instrument = instrumentOf('BTC/USDT:USDT')
    const [own, rest] = [table('ETH/USDT:USDT'), table('BTC/USDT:USDT')]
    expect(tierTableOf({ BTC: own, '*': rest }, { instrument })).toBe(own)
    expect(tierTableOf({ ETH: own, '*': rest }, { instrument })).toBe(rest)
    expect([tierTableOf({ ETH: own }, { instrument }), tierTableOf({ BTC: null, '*': rest }, { instrument })]).toEqual([
      null,
      null,
    ])
  })
})

describe('short options', () => {
  const rates = { aFrac: 0.1, bFrac: 0.15, cFrac: 0.03, orderMinFrac: 0.1 }
  const call: ShortOption = {
    right: 'call',
    marginedIn: 'coin',
    index: 5900,
    forward: 5900,
    strike: 6000,
    mark: 0.0575,
    factor: 1.02,
  }

  // 365shuku.com/13503, rewording OKX's help: 100 calls of 0.1 BTC, 100 USD out of the money, second tier. The order margin
  // there has a fee of 0.00002 BTC a contract, which is no part of the rule here.
  test('a coin-margined call has the margin of the worked example', () => {
    expect(Math.abs(shortInitial(call, rates) * 0.1 - 0.01932)).toBeLessThan(5e-6)
    expect(Math.abs((sellOrderMargin(call, 0.06, rates) * 0.1 + 0.00002) * 100 - 1.334)).toBeLessThan(5e-4)
    expect(buyBackOrderMargin(call, 0.05, rates)).toBe(0)
  })

  test('far out of the money a is the least', () => {
    expect(shortInitial({ ...call, strike: 9000 }, rates)).toBeCloseTo(0.1 * 1.02 + 0.0575, 12)
  })

  test('an order that sells to open needs at least its minimum', () => {
    expect(sellOrderMargin(call, 0.19, rates)).toBe(0.1)
    expect(sellOrderMargin({ ...call, marginedIn: 'usd', mark: 300 }, 2000, rates)).toBeCloseTo(590, 12)
    expect(buyBackOrderMargin(call, 0.3, rates)).toBeCloseTo(0.3 - shortInitial(call, rates), 12)
  })

  test('in dollars the rates are of the index', () => {
    const usd: ShortOption = { ...call, marginedIn: 'usd', mark: 300, factor: 1 }
    expect(shortInitial(usd, rates)).toBeCloseTo((0.15 - 100 / 5900) * 5900 + 300, 9)
    expect(shortMaintenance(usd, rates)).toBeCloseTo(0.03 * 5900 + 300, 9)
  })

  test('a put’s maintenance grows with a mark above one coin', () => {
    const put: ShortOption = { ...call, right: 'put', factor: 1, mark: 2 }
    expect(shortMaintenance(put, rates)).toBeCloseTo(0.06 + 2, 12)
    expect(shortMaintenance({ ...put, mark: 0.5 }, rates)).toBeCloseTo(0.53, 12)
    expect(shortMaintenance({ ...put, marginedIn: 'usd', mark: 9000 }, rates)).toBeCloseTo(270 + 9000, 9)
    expect(outOfTheMoneyFrac(put)).toBe(0)
    expect(outOfTheMoneyFrac({ ...put, strike: 5310 })).toBeCloseTo(0.1, 12)
  })

  test('rates are of the underlyings that options are listed on', () => {
    expect(optionRatesOf(currentAccount, 'BTC')).toMatchObject({ aFrac: 0.1, bFrac: 0.15, cFrac: 0.03 })
    expect(optionRatesOf(currentAccount, 'SOL')).toBeNull()
  })

  test('the factor is of the tier', () => {
    const tiers = [
      [10, 1],
      [20, 1.02],
    ] as const
    expect([10, 11, 50].map((coins) => optionFactor(tiers, coins))).toEqual([1, 1.02, 1.02])
  })
})
