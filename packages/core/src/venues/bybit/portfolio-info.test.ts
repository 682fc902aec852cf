import { describe, expect, test } from 'vitest'
import { assess } from '../../desk/margin.ts'
import { priceBook } from '../../desk/price-book.ts'
import { parseMarket } from '../../document/market-document.ts'
import type { PricedAccount } from '../../margin/priced-account.ts'
import { book, unwrap, market as usualMarket } from '../../testkit/builders.ts'
import { bybit20260724, type CoinTerms } from './params.ts'
import { portfolioEngine } from './portfolio.ts'
import { type PnlRange, portfolioInfo } from './portfolio-info.ts'

// Bybit API, "Get Portfolio Margin Info", example of 2026-03-24 (2026-03-24T02:28:10Z). Printed there: the marks, the
// quantities and every figure below. Its time is counted in whole seconds. Read off it: the price of USDT, the option's forward and volatility, the index.
const option = 'BTC/USDT:USDT-260925-80000-C'
const perpetual = 'BTC/USDT:USDT'
const usdt = '0.999708'
const market = unwrap(
  parseMarket({
    format: 'plimsoll-market/1',
    at: '2026-03-24T02:28:10.000Z',
    currency: 'USD',
    assets: { USDT: { price: usdt, stable: true } },
    underlyings: { BTC: { index: '70500.4035' } },
    forwards: [{ underlying: 'BTC', expiry: '2026-09-25T08:00:00.000Z', price: '71361.5563392' }],
    instruments: [
      {
        symbol: perpetual,
        id: 'BTCUSDT',
        kind: 'perpetual',
        underlying: 'BTC',
        quote: 'USDT',
        settle: 'USDT',
        payout: 'linear',
        contractSize: '1',
        mark: '255902.31',
      },
      {
        symbol: option,
        id: 'BTC-25SEP26-80000-C-USDT',
        kind: 'option',
        underlying: 'BTC',
        quote: 'USDT',
        settle: 'USDT',
        payout: 'linear',
        contractSize: '1',
        expiry: '2026-09-25T08:00:00.000Z',
        strike: '80000',
        right: 'call',
        mark: '2608.56395729',
        markVol: 0.2774,
      },
    ],
  }),
)

const held = book(
  [
    [perpetual, '0.038', '75995.4295'],
    [option, '0.02', '2600'],
  ],
  { mode: 'portfolio', balances: { USDT: '45000', BTC: '-0.0010000621749633' } },
)

/** price move, option profit with volatility up, as it is and down, perpetual, spot, total. */
const printed = [
  [-0.1, -24.06747339, -33.15841013, -39.65273684, -972.1448288, 7.05047869, -1004.7471],
  [-0.08, -18.12509537, -28.31048642, -35.80450518, -777.71586304, 5.64038295, -807.88],
  [-0.06, -11.36193138, -22.62748031, -31.13352117, -583.28689728, 4.23028721, -610.1902],
  [-0.04, -3.73852526, -16.04846592, -25.55420042, -388.85793152, 2.82019147, -411.592],
  [-0.02, 4.77766694, -8.52041879, -18.9886667, -194.42896576, 1.41009574, -212.0076],
  [0, 14.21190294, 0.00067229, -11.36906857, 0, 0, -11.3691],
  [0.02, 24.58198339, 9.54902598, -2.63944748, 194.42896576, 0, 191.7895],
  [0.04, 35.89827143, 20.1486296, 7.24291762, 388.85793152, 0, 396.1008],
  [0.06, 48.16388381, 31.81313064, 18.30672359, 583.28689728, 0, 601.5936],
  [0.08, 61.37503018, 44.54603289, 30.5664106, 777.71586304, 0, 808.2822],
  [0.1, 75.52147477, 58.34116026, 44.02244694, 972.1448288, 0, 1016.1672],
] as const

/** Half of the last printed digit, and the rounding of the sums. */
const within = 5.5e-9

const account: PricedAccount = unwrap(assess({ book: held, market, model: 'bybit/portfolio' })).assessment.account
const [btc] = portfolioInfo(account, portfolioEngine(bybit20260724.parameters, { spotHedging: true })).assetPnlRange

const flat = (ranges: readonly PnlRange[] | undefined): readonly number[] => (ranges ?? []).flatMap(({ pnls }) => pnls)

function expectClose(found: readonly number[], expected: readonly number[], tolerance = within): void {
  expect(found.length).toBe(expected.length)
  for (const [i, value] of expected.entries())
    expect(Math.abs((found[i] ?? Number.NaN) - value), `${i}: ${found[i]}`).toBeLessThan(tolerance)
}

describe('the printed example of a portfolio', () => {
  test('all 33 cells of the option, to the 8 digits printed', () => {
    const [expiry] = btc?.optionExpiryDatePnlRanges ?? []
    expect(expiry?.expiryDateRepresentation).toBe('25SEP26')
    expectClose(
      flat(expiry?.pnlRanges),
      printed.flatMap(([, up, same, down]) => [up, same, down]),
    )
    expectClose(flat(expiry?.optionPositionPnlRanges[0]?.pnlRanges), flat(expiry?.pnlRanges))
  })

  test('the perpetual and the hedging spot', () => {
    expectClose(
      flat(btc?.perpPositionPnlRanges[0]?.pnlRanges),
      printed.map((row) => row[4]),
    )
    expectClose(
      flat(btc?.totalPnlRanges.PERPETUAL.pnlRanges),
      printed.map((row) => row[4]),
    )
    expectClose(
      flat(btc?.spotHedgeInfo.pnlRanges),
      printed.map((row) => row[5]),
    )
    expect(btc?.spotHedgeInfo.hedgeSpotSize).toBe(-0.00100006)
  })

  test('the worst volatility at each price, the totals cut to 4 digits, and the worst price', () => {
    expectClose(
      flat(btc?.totalPnlRanges.OPTION.pnlRanges),
      printed.map((row) => row[3]),
    )
    expect(flat(btc?.totalPnlRanges.ALL.pnlRanges)).toEqual(printed.map((row) => row[6]))
    expect([btc?.maxLossPriceMove, btc?.maxLossIvShock]).toEqual([-0.1, -0.2])
    expect(btc?.maxLossIvShockList).toEqual(printed.map(() => -0.2))
  })

  test('the future contingency, and an initial margin 1.2 times maintenance', () => {
    expectClose([btc?.contingency.futureContingency ?? 0], [0.8037046])
    expect((btc?.asset.assetIM ?? 0) / (btc?.asset.assetMM ?? 1)).toBeCloseTo(
      1274.8190514137673 / 1062.3492095114727,
      12,
    )
  })

  test('maintenance without the future delta contingency, which is not explained, is 0.0933 above the printed one', () => {
    expect((btc?.asset.assetMM ?? 0) + 56.89174177 - 1062.3492095114727).toBeCloseTo(0.0933, 3)
  })
})

test('equity, less initial margin, is what is available: coins at their collateral value', () => {
  const coins = book([[perpetual, '0.1', '255000']], { mode: 'portfolio', balances: { BTC: '2' } })
  const priced = unwrap(priceBook({ book: coins, market, model: 'bybit/portfolio' })).account
  const { wallet } = portfolioInfo(priced, portfolioEngine(bybit20260724.parameters))
  expect(wallet.cashBalance).toBeCloseTo(2 * 0.98 * 70_500.4035, 6)
  expect(wallet.equity).toBe(wallet.marginBalance)
  expect(wallet.equity - wallet.cashBalance).toBeCloseTo(90.231 * 0.999708, 6)
  expect(wallet.equity - wallet.accountIM).toBeCloseTo(wallet.availableBalance, 9)
})

test('the future delta contingency of spot against a dated option is said to be unknown', () => {
  const settled = book(
    [
      [perpetual, '0.038', '75995.4295'],
      [option, '0.02', '2600'],
    ],
    { mode: 'portfolio', balances: { USDT: '45000', BTC: '-0.00100006' }, settings: { spotHedging: true } },
  )
  const { totals, problems } = unwrap(assess({ book: settled, market, model: 'bybit/portfolio' })).assessment
  expect(totals.maintenanceMargin).toBeNull()
  expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
    'params.missing /parameters/coins/BTC/basisFracPerYear',
  ])
})

test('without a name of the venue’s, a coin in the wallet or a grid it says what there is', () => {
  const plain = 'BTC/USDC:USDC'
  const rows = book([[plain, '1', '50000']], { mode: 'portfolio', balances: { USDC: '45000' } })
  const priced = unwrap(priceBook({ book: rows, market: usualMarket([plain]), model: 'bybit/portfolio' })).account
  const { parameters } = bybit20260724
  const [range] = portfolioInfo(priced, portfolioEngine(parameters)).assetPnlRange
  expect(range?.perpPositionPnlRanges.map(({ symbolName }) => symbolName)).toEqual([plain])
  expect([range?.spotHedgeInfo.walletBalance, range?.maxLossPriceMove]).toEqual([0, -0.1])
  const coins = { BTC: { ...(parameters.coins['BTC'] as CoinTerms), priceMovesFrac: null } }
  const without = portfolioInfo(priced, portfolioEngine({ ...parameters, coins }))
  expect(without.assetPnlRange).toEqual([])
  expect(without.problems.map(({ path }) => path)).toEqual(['/parameters/coins/BTC/priceMovesFrac'])
})
