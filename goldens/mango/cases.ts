import { mango } from '@plimsoll/core'
import type { GoldenCase } from '../golden-case.ts'
import { goldenBook, usdcPerpetuals } from '../small-market.ts'
import { publishedCases } from './published.ts'

const model = 'mango/cross'
const coins = { BTC: '50000', ETH: '2500', SOL: '100' } as const

const market = {
  format: 'plimsoll-market/1',
  at: '2024-09-04T08:00:00.000Z',
  currency: 'USD',
  assets: {
    USDC: { price: '0.9998', stable: true },
    SOL: { price: '100', stablePrice: '94' },
    BTC: { price: '50000', stablePrice: '51200' },
    ETH: { price: '2500' },
  },
  ...usdcPerpetuals(coins),
}

const own = mango.mango.models[0]?.sets[0]?.parameters as mango.MangoParameters
/** Weights like those of the program’s example scripts, and a token scaled both ways. */
const parameters = {
  format: 'plimsoll-params/1',
  model,
  set: 'with-weights',
  provenance: 'assumed',
  parameters: {
    ...own,
    tokens: {
      ...own.tokens,
      ETH: {
        ...own.tokens['ETH'],
        depositScale: { startUsd: 500_000, totalUsd: 800_000 },
        borrowScale: { startUsd: 500_000, totalUsd: 600_000 },
      },
    },
    perps: {
      '*': {
        initialBaseAssetFrac: 0.8,
        maintenanceBaseAssetFrac: 0.9,
        initialBaseLiabilityFrac: 1.2,
        maintenanceBaseLiabilityFrac: 1.1,
        initialOverallFrac: 0.9,
        maintenanceOverallFrac: 0.95,
      },
    },
  },
}

type Rest = Parameters<typeof goldenBook> extends readonly [unknown, ...infer R] ? R : never

function tokens(name: string, ...rest: Rest): GoldenCase {
  return { name, model, market, book: goldenBook('cross', ...rest) }
}

function withWeights(name: string, ...rest: Rest): GoldenCase {
  return { ...tokens(name, ...rest), parameters }
}

const [btc, eth, sol] = ['BTC', 'ETH', 'SOL'].map((coin) => `${coin}/USDC:USDC`) as [string, string, string]

export const cases: readonly GoldenCase[] = [
  tokens('nothing held', {}, []),
  tokens('deposits', { USDC: '5000', SOL: '40', BTC: '0.3' }, []),
  tokens('a borrow of coins', { USDC: '20000', SOL: '-80' }, []),
  tokens('a borrow of dollars against coins', { USDC: '-12000', ETH: '10' }, []),
  tokens('a perpetual without its weights', { USDC: '5000' }, [[btc, '0.5', '49000']]),
  withWeights('a long with profit', { USDC: '9000' }, [[btc, '1', '49000']]),
  withWeights('a short with loss', { USDC: '9000' }, [[btc, '-1', '49000']]),
  withWeights('a profit that is more than its margin', { USDC: '100' }, [[btc, '1', '30000']]),
  withWeights('a profit against a debt in the settle token', { USDC: '-9000' }, [[btc, '1', '30000']]),
  withWeights('a long against a short', { USDC: '30000' }, [
    [btc, '1', '50500'],
    [eth, '-20', '2550', { accruedFunding: '-31.5' }],
  ]),
  withWeights('tokens that the whole pool scales', { USDC: '90000', ETH: '-12' }, [[eth, '10', '2500']]),
  withWeights('a deposit that the whole pool scales', { ETH: '12' }, [[eth, '-4', '2500']]),
  withWeights('orders both ways', { USDC: '60000' }, [[btc, '0.5', '50000']], {
    orders: [
      { symbol: btc, contracts: '0.5', price: '49000', reduceOnly: false },
      { symbol: btc, contracts: '-2.5', price: '52000', reduceOnly: false },
      { symbol: sol, contracts: '30', price: '95', reduceOnly: false },
    ],
  }),
  withWeights('at its end', { USDC: '5050' }, [[btc, '1', '50000']]),
  withWeights('bankrupt', { USDC: '100' }, [[btc, '1', '51000']]),
  ...publishedCases,
]

const ordered = 'Moved by so much it would be looser to open than to stay, or beyond one, which the schema refuses'

export const unfelt = { 'tokens.*.maintenanceAssetFrac': ordered, 'tokens.*.maintenanceLiabilityFrac': ordered }
