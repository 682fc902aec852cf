import { Decimal, drift } from '@plimsoll/core'
import vectors from '../conformance/drift-margin.json' with { type: 'json' }
import type { GoldenCase } from '../golden-case.ts'
import { goldenBook } from '../small-market.ts'

/** Accounts that the venue's own client has margined, written as documents. */

const model = 'drift/cross'
const own = drift.drift.models[0]?.sets[0]?.parameters as drift.DriftParameters

type Vector = (typeof vectors.cases)[number]
type Spot = Vector['input']['spots'][number]
type Perp = Vector['input']['perps'][number]

/** `units` of which 10 to the power of `digits` make one. */
function amount(units: number, digits: number): Decimal {
  return Decimal.of(String(units)).times(Decimal.of(`0.${'1'.padStart(digits, '0')}`))
}

const tokenName = (i: number): string => (i === 0 ? 'USDC' : `TOKEN${i}`)
const coinName = (i: number): string => `COIN${i}`
const symbolOf = (i: number): string => `${coinName(i)}/USDC:USDC`

function marketOf({ spots, perps }: Vector['input']): object {
  const price = (oracleE6: number): string => amount(oracleE6, 6).toString()
  return {
    format: 'plimsoll-market/1',
    at: '2024-11-01T08:00:00.000Z',
    currency: 'USD',
    assets: Object.fromEntries(spots.map(({ oracleE6 }, i) => [tokenName(i), { price: price(oracleE6) }])),
    underlyings: Object.fromEntries(perps.map(({ oracleE6 }, i) => [coinName(i), { index: price(oracleE6) }])),
    instruments: perps.map(({ oracleE6 }, i) => ({
      symbol: symbolOf(i),
      kind: 'perpetual',
      underlying: coinName(i),
      quote: 'USDC',
      settle: 'USDC',
      payout: 'linear',
      contractSize: '1',
      mark: price(oracleE6),
    })),
  }
}

/** What was paid for a position is its entry price to the nearest millionth, and the rest of it funding. */
function positionOf({ baseE9, quoteE6 }: Perp, i: number): readonly [string, string, string, object] {
  const base = amount(baseE9, 9)
  const quote = amount(quoteE6, 6)
  const entryPrice = Decimal.of(Math.max(0, -(quoteE6 * 1e3) / baseE9).toFixed(6))
  const accruedFunding = quote.plus(base.times(entryPrice)).toString()
  return [symbolOf(i), base.toString(), entryPrice.toString(), { accruedFunding }]
}

function tokenTerms(spot: Spot): drift.DriftParameters['tokens'][string] {
  return {
    initialAssetFrac: spot.initialAssetWeight / 1e4,
    maintenanceAssetFrac: spot.maintenanceAssetWeight / 1e4,
    initialLiabilityFrac: spot.initialLiabilityWeight / 1e4,
    maintenanceLiabilityFrac: spot.maintenanceLiabilityWeight / 1e4,
    imfFactor: spot.imfFactor / 1e6,
    scale: null,
  }
}

function perpTerms(perp: Perp): drift.DriftParameters['perps'][string] {
  return {
    initialMarginFrac: perp.marginRatioInitial / 1e4,
    maintenanceMarginFrac: perp.marginRatioMaintenance / 1e4,
    imfFactor: perp.imfFactor / 1e6,
    initialProfitFrac: perp.upnlInitialAssetWeight / 1e4,
    maintenanceProfitFrac: 1,
    profitImfFactor: 0,
  }
}

function parametersOf({ spots, perps }: Vector['input'], id: string): object {
  return {
    format: 'plimsoll-params/1',
    model,
    set: id,
    provenance: 'third-party',
    parameters: {
      ...own,
      tokens: Object.fromEntries(spots.map((spot, i) => [tokenName(i), tokenTerms(spot)])),
      perps: Object.fromEntries(perps.map((perp, i) => [coinName(i), perpTerms(perp)])),
      // The client does not bound the profit that opens.
      initialProfitMaxUsd: null,
    },
  }
}

/** Collateral for maintenance is adjusted equity; what opening lacks of it is asked for by our initial margin. */
function figuresOf({ expected }: Vector): Readonly<Record<string, number>> {
  const collateral = expected.totalCollateralMaintenance
  const free = expected.totalCollateralInitialStrict - expected.initialMarginRequirement
  return {
    adjustedEquity: collateral / 1e6,
    maintenanceMargin: expected.maintenanceMarginRequirement / 1e6,
    initialMargin: (collateral - free) / 1e6,
    'pools.account.adjustedEquity': collateral / 1e6,
    'venueFigures.free collateral': Math.max(0, free) / 1e6,
  }
}

function published(vector: Vector, name: string): GoldenCase {
  const { id, input } = vector
  const figures = figuresOf(vector)
  const largest = Math.max(1, ...Object.values(figures).map(Math.abs))
  return {
    name: `${id}: ${name}`,
    model,
    market: marketOf(input),
    book: goldenBook(
      'cross',
      Object.fromEntries(input.spots.map(({ amountE9 }, i) => [tokenName(i), amount(amountE9, 9).toString()])),
      input.perps.map(positionOf),
    ),
    parameters: parametersOf(input, id),
    outside: { source: vectors.meta.source, tolerance: 2e-6 / largest, figures },
  }
}

/** Out of sixty, of every shape that there is. */
const shapes: Readonly<Record<string, string>> = {
  'drift-150': 'dollars alone',
  'drift-270': 'dollars owed, with nothing behind them',
  'drift-108': 'deposits of four tokens',
  'drift-114': 'deposits and borrows of tokens',
  'drift-246': 'a borrow against dollars',
  'drift-135': 'dollars and three perpetuals',
  'drift-230': 'seven perpetuals against dollars owed, under water',
  'drift-220': 'perpetuals whose losses are more than the dollars',
  'drift-310': 'perpetuals of large size',
  'drift-187': 'three tokens and six perpetuals',
  'drift-266': 'a token deposited, dollars owed, a perpetual',
  'drift-380': 'three perpetuals, nearly at maintenance',
  'drift-41': 'a borrow and seven perpetuals',
  'drift-26': 'below maintenance with a borrow',
  'drift-299': 'five tokens and six perpetuals',
  'drift-248': 'open, and below what opening asks',
}

export const publishedCases: readonly GoldenCase[] = vectors.cases.flatMap((vector) => {
  const name = shapes[vector.id]
  return name === undefined ? [] : [published(vector, name)]
})
