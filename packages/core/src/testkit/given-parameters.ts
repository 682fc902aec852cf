import type { Fields } from './builders.ts'
import { parametersOf } from './parameters.ts'

type Parameters = Record<string, unknown>

/** Of models that know no requirement by themselves: their current set with what the venue does not publish, at round figures. */
export function givenParameters(model: string): Fields | undefined {
  const given = givenOf[model] ?? givenOf[model.split('/')[0] ?? '']
  return given === undefined ? undefined : parametersOf(model, 'given', given)
}

const coins = ['BTC', 'ETH']

const givenOf: Readonly<Record<string, (parameters: Parameters) => Parameters>> = {
  'binance/pm-span': (own) => ({
    ...own,
    scenarios: { '*': [-0.15, 0, 0.15].map((moveFrac) => ({ moveFrac, volMoveFrac: 0, lossWeight: 1 })) },
  }),
  bybit: (own) => {
    const {
      options,
      collateral,
      borrowing,
      coins: terms,
    } = own as Readonly<Record<'options' | 'collateral' | 'borrowing' | 'coins', Parameters>>
    const loans = (borrowing['BTC'] as readonly Parameters[]).map((row, i, { length }) =>
      i === length - 1 ? { ...row, quantityMax: null } : row,
    )
    const stress = {
      ...(terms['BTC'] as Parameters),
      shortOptionFrac: 0.01,
      stableSpreadFrac: 0.005,
      basisFracPerYear: 0.05,
    }
    return {
      ...own,
      riskLimits: forEach(
        coins.flatMap((coin) => [`${coin} linear`, `${coin} inverse`]),
        [20_000, 200_000, 2_000_000, 1e12].map((valueMax, i) => ({
          valueMax,
          leverageMax: [100, 50, 20, 5][i],
          maintenanceRateFrac: [0.005, 0.01, 0.025, 0.1][i],
        })),
      ),
      options: forEach(coins, options['BTC']),
      collateral: { ...collateral, ...forEach(coins, collateral['BTC']) },
      borrowing: forEach([...coins, 'USD', 'USDT', 'USDC'], loans),
      coins: forEach(coins, stress),
    }
  },
  drift: (own) => ({
    ...own,
    perps: {
      '*': {
        initialMarginFrac: 0.1,
        maintenanceMarginFrac: 0.05,
        imfFactor: 0.0003,
        initialProfitFrac: 0.8,
        maintenanceProfitFrac: 1,
        profitImfFactor: 0.0005,
      },
    },
  }),
  mango: (own) => ({
    ...own,
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
  }),
  'okx/portfolio': (own) => ({
    ...own,
    rules: {
      ...(own['rules'] as Parameters),
      volShocks: [[0, 0.3, 0]],
      vegaTermShocks: [[0, 0.05]],
      rateMoveFrac: 0.01,
      reductionCosts: [
        { coins: ['*'], perpetualFrac: 0.0045, futureFrac: 0.0045, optionFrac: 0.005, bands: [[null, 1]] },
      ],
    },
  }),
  span: (own) => ({ ...own, contracts: spanContracts(), commodities: { '*': spanCommodity } }),
}

const spanCommodity = { tiers: { near: ['2026-01'] }, interMonth: [], delivery: [], shortOptionRate: 75 }

/** Prices move a third, two thirds and all of a tenth, and three tenths of which 35 % counts. */
const spanMoves = [0, 0, 1, 1, -1, -1, 2, 2, -2, -2, 3, 3, -3, -3, 3.15, -3.15]

function spanContracts(): Parameters {
  const index = { BTC: 50_000, ETH: 2500 }
  const contractOf = (price: number): object => ({
    array: spanMoves.map((thirds) => (thirds * price) / 30),
    delta: 1,
    month: '2026-01',
  })
  const contracts = Object.entries(index).flatMap(([coin, price]) => [
    ...['USDT:USDT', 'USDC:USDC', 'USDT:USDT-260925'].map((end) => [`${coin}/${end}`, contractOf(price)]),
    ...[`USD:${coin}`, `USD:${coin}-260327`].map((end) => [`${coin}/${end}`, contractOf(1)]),
  ])
  return Object.fromEntries(contracts)
}

function forEach(names: readonly string[], value: unknown): Parameters {
  return Object.fromEntries(names.map((name) => [name, value]))
}
