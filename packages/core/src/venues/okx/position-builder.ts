import { assert } from '../../num/assert.ts'
import { type BuilderUnit, builderReport, type PositionBuilderResult } from './builder-report.ts'
import { coinMargin } from './coin-margin.ts'
import { exposureRow, linearDelta, linearExposure } from './contract-risk.ts'
import { currencyEquity } from './currency-equity.ts'
import type { PortfolioParameters } from './parameters.ts'
import { spotInUse } from './spot-in-use.ts'
import { type UnitPlan, unitPlan } from './unit-plan.ts'
import { derivativesDelta, type QuotePrices, type UnitLeg, unitRisk } from './unit-risk.ts'

/** A linear perpetual or future as the venue's position builder takes it. */
export interface BuilderPosition {
  readonly coin: string
  readonly quote: 'USDT' | 'USDC' | 'USD'
  /** Contracts; negative is short. */
  readonly pos: number
  /** Coins a contract. */
  readonly ctVal: number
  readonly avgPx: number
  readonly markPx: number
  /** Of the quote currency's own index, quote currency per coin. */
  readonly indexPx: number
  /** To expiry; 0 of a perpetual. */
  readonly years: number
  /** As the venue states it; at the index when absent. */
  readonly notionalUsd?: number
}

/** An account as plain data: linear contracts and cash. */
export interface BuilderRequest {
  readonly positions: readonly BuilderPosition[]
  /** Cash by currency. */
  readonly assets: Readonly<Record<string, number>>
  /** USD per coin, for every coin in `assets` that is no quote currency and has no contract. */
  readonly coinPrices: Readonly<Record<string, number>>
  readonly quotePrices: QuotePrices
}

/**
 * Portfolio margin of an account given as plain data, laid out as the answer of the venue's position builder.
 *
 * @see https://www.okx.com/docs-v5/en/#trading-account-rest-api-position-builder-new, 2026-06-29.
 */
export function positionBuilder(
  request: BuilderRequest,
  { rules, account }: PortfolioParameters,
): PositionBuilderResult {
  const { positions, quotePrices } = request
  const equities = currencyEquities(request)
  const units = [...Map.groupBy(positions, ({ coin }) => coin)].map(([coin, rows]) =>
    builderUnit(coin, rows, { request, spot: equities.get(coin) ?? 0, plan: unitPlan(coin, rules), rules }),
  )
  return builderReport(
    {
      units,
      coins: [...equities].map(([currency, equity]) =>
        coinMargin({ currency, equity, price: priceOf(currency, request) }, account),
      ),
      notionalUsd: positions.reduce((sum, row) => sum + (row.notionalUsd ?? notionalOf(row, quotePrices)), 0),
    },
    rules,
  )
}

interface UnitContext {
  readonly request: BuilderRequest
  readonly spot: number
  readonly plan: UnitPlan
  readonly rules: PortfolioParameters['rules']
}

function builderUnit(coin: string, rows: readonly BuilderPosition[], context: UnitContext): BuilderUnit {
  const { request, spot, plan, rules } = context
  const legs = rows.map((row) => legOf(row, plan, request.quotePrices))
  const { indexPx, quote } = rows[0] as BuilderPosition
  const index = indexPx * request.quotePrices[quote]
  const inUse = spotInUse({ derivatives: derivativesDelta(legs, index), spot, cap: null })
  return {
    risk: unitRisk({ name: coin, coin, legs, spotInUse: inUse, index }, plan, rules, request.quotePrices),
    plan,
    upl: rows.reduce((sum, row) => sum + profitOf(row) * request.quotePrices[row.quote], 0),
  }
}

function legOf(
  { quote, pos, ctVal, markPx, indexPx, years }: BuilderPosition,
  { movesFrac }: UnitPlan,
  quotePrices: QuotePrices,
): UnitLeg {
  const quoteUsd = quotePrices[quote]
  return {
    kind: years > 0 ? 'future' : 'perpetual',
    quote,
    contracts: pos,
    risk: {
      row: exposureRow(linearExposure({ quantity: ctVal, index: indexPx, quoteUsd }), movesFrac),
      deltaUsd: linearDelta({ quantity: ctVal, mark: markPx, quoteUsd }),
      years,
      option: null,
    },
  }
}

/** Quote currency. */
function profitOf({ pos, ctVal, markPx, avgPx }: BuilderPosition): number {
  return pos * ctVal * (markPx - avgPx)
}

function notionalOf({ pos, ctVal, indexPx, quote }: BuilderPosition, quotePrices: QuotePrices): number {
  return Math.abs(pos) * ctVal * indexPx * quotePrices[quote]
}

/** Cash with the profit that settles in it; a currency that only a contract names is there with its profit. */
function currencyEquities({ assets, positions }: BuilderRequest): ReadonlyMap<string, number> {
  const equities = new Map<string, number>()
  for (const currency of new Set([...Object.keys(assets), ...positions.map(({ quote }) => quote)])) {
    const crossProfit = positions
      .filter(({ quote }) => quote === currency)
      .reduce((sum, position) => sum + profitOf(position), 0)
    const holding = { cash: assets[currency] ?? 0, crossProfit, isolatedMargin: 0, isolatedProfit: 0 }
    equities.set(currency, currencyEquity({ ...holding, optionValue: 0, interest: 0 }))
  }
  return equities
}

/** A coin without a price of its own is at the index of the first contract on it. */
function priceOf(currency: string, { quotePrices, coinPrices, positions }: BuilderRequest): number {
  if (currency === 'USDT' || currency === 'USDC' || currency === 'USD') return quotePrices[currency]
  const contract = positions.find(({ coin }) => coin === currency)
  const price = coinPrices[currency] ?? (contract && contract.indexPx * quotePrices[contract.quote])
  assert(price !== undefined, `coinPrices must name ${currency}, on which there is no contract`)
  return price
}
