import { drift } from '@plimsoll/core'
import type { GoldenCase } from '../golden-case.ts'
import { goldenBook, usdcPerpetuals } from '../small-market.ts'
import { publishedCases } from './published.ts'

const model = 'drift/cross'
const coins = { BTC: '50000', ETH: '2500', SOL: '100', WIF: '2' } as const

const market = {
  format: 'plimsoll-market/1',
  at: '2024-11-01T08:00:00.000Z',
  currency: 'USD',
  assets: {
    USDC: { price: '0.9997', stable: true, twap: '1.0002' },
    USDT: { price: '1.0001', stable: true },
    SOL: { price: '100', twap: '97.5' },
    BTC: { price: '50000' },
    ETH: { price: '2500', twap: '2610' },
    WIF: { price: '2' },
  },
  ...usdcPerpetuals(coins),
}

const own = drift.drift.models[0]?.sets[0]?.parameters as drift.DriftParameters
const perp = {
  initialMarginFrac: 0.1,
  maintenanceMarginFrac: 0.05,
  imfFactor: 0.0003,
  initialProfitFrac: 0.8,
  maintenanceProfitFrac: 1,
  profitImfFactor: 0.05,
}
/** Margin ratios like those of the program’s tests, and a token whose weight shrinks with all deposits. */
const parameters = {
  format: 'plimsoll-params/1',
  model,
  set: 'with-ratios',
  provenance: 'assumed',
  parameters: {
    ...own,
    perps: { '*': perp, SOL: { ...perp, imfFactor: 0.003 } },
    tokens: {
      ...own.tokens,
      ETH: {
        ...own.tokens['WETH'],
        scale: { startUsd: 1_000_000, depositsUsd: 1_600_000 },
      },
    },
  },
}

type Rest = Parameters<typeof goldenBook> extends readonly [unknown, ...infer R] ? R : never

/** Of the venue’s own set: tokens alone have a requirement that is known. */
function tokens(name: string, ...rest: Rest): GoldenCase {
  return { name, model, market, book: goldenBook('cross', ...rest) }
}

function withRatios(name: string, ...rest: Rest): GoldenCase {
  return { ...tokens(name, ...rest), parameters }
}

const [btc, eth, sol] = ['BTC', 'ETH', 'SOL'].map((coin) => `${coin}/USDC:USDC`) as [string, string, string]

export const cases: readonly GoldenCase[] = [
  tokens('nothing held', {}, []),
  tokens('deposits of several tokens', { USDC: '5000', SOL: '40', BTC: '0.3', WIF: '900' }, []),
  tokens('a large deposit, whose weights shrink with its size', { SOL: '100000' }, []),
  tokens('a borrow', { USDC: '20000', SOL: '-80' }, []),
  tokens('a large borrow of a weak token', { USDC: '900000', WIF: '-250000' }, []),
  tokens('a borrow of dollars against coins', { USDC: '-12000', ETH: '10' }, []),
  tokens('a perpetual without its ratios', { USDC: '5000' }, [[btc, '0.5', '49000']]),
  withRatios('a long with profit', { USDC: '6000' }, [[btc, '1', '49000']]),
  withRatios('a small profit, whose weight shrinks with it', { USDC: '200' }, [[sol, '10', '90']]),
  withRatios('dollars owed under one name and held under another', { USD: '-1000', USDC: '4000' }, [
    [btc, '0.1', '50000'],
  ]),
  withRatios('a short with loss', { USDC: '6000' }, [[btc, '-1', '49000']]),
  withRatios('a long against a short', { USDC: '9000' }, [
    [btc, '1', '50500'],
    [eth, '-20', '2550', { accruedFunding: '-31.5' }],
  ]),
  withRatios('a large position, whose ratio grows with its size', { USDC: '700000' }, [[sol, '15000', '101']]),
  withRatios('coins borrowed beside a perpetual on them', { USDC: '60000', SOL: '-200' }, [[sol, '200', '100']]),
  withRatios('a deposit that the whole pool scales', { ETH: '10' }, [[eth, '-10', '2500']]),
  withRatios('orders both ways', { USDC: '30000' }, [[btc, '0.5', '50000']], {
    orders: [
      { symbol: btc, contracts: '0.5', price: '49000', reduceOnly: false },
      { symbol: btc, contracts: '-2.5', price: '52000', reduceOnly: false },
      { symbol: sol, contracts: '30', price: '95', reduceOnly: false },
    ],
  }),
  withRatios('at its end', { USDC: '2600' }, [[btc, '1', '50000']]),
  withRatios('bankrupt', { USDC: '100' }, [[btc, '1', '51000']]),
  ...publishedCases,
]

const unknown = 'No requirement is known until margin ratios are given; the cases with ratios hold it'

export const unfelt = { initialProfitMaxUsd: unknown, openOrderUsd: unknown }
