import type { EngineEvent } from '../engine/event.ts'
import type { LiquidationStepFacts } from '../engine/liquidation/step.ts'
import { pricerOf } from '../engine/standing/price-account.ts'
import type { EngineState } from '../engine/state.ts'
import type { Cause } from '../ledger/entry.ts'
import { toRisk } from '../num/crossing.ts'
import { Decimal } from '../num/decimal.ts'
import { contractValue } from '../pricing/priced.ts'

/** Amounts by asset, as text; none that is zero. */
export type Sums = Readonly<Record<string, string>>

function sumsOf(rows: readonly (readonly [asset: string, amount: Decimal])[]): Sums {
  const sums = new Map<string, Decimal>()
  for (const [asset, amount] of rows) sums.set(asset, (sums.get(asset) ?? Decimal.zero).plus(amount))
  const rest = [...sums].filter(([, sum]) => !sum.isZero()).map(([asset, sum]) => [asset, sum.toString()] as const)
  return Object.fromEntries(rest.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** What an account paid in fees, by its steps. */
export function feesTold(steps: readonly LiquidationStepFacts[]): Sums {
  return sumsOf(steps.flatMap(({ fills }) => fills.map(({ settle, fee }) => [settle, fee] as const)))
}

/** What it was given or what was taken from it by those who bear losses, by its steps; prices are not money. */
export function flowsTold(steps: readonly LiquidationStepFacts[]): Sums {
  const flows = steps.flatMap((step) => step.flows).filter((flow) => flow.with !== 'deleveraged')
  return sumsOf(flows.map(({ asset, amount }) => [asset, amount]))
}

/** What was posted to an account for these causes. */
export function postedFor(events: readonly EngineEvent[], account: string, causes: readonly Cause[]): Sums {
  const entries = events.flatMap((event) =>
    event.type === 'posted' && causes.includes(event.entry.cause) ? [event.entry] : [],
  )
  const own = entries.flatMap(({ postings }) => postings.filter(({ holder }) => holder === account))
  return sumsOf(own.map(({ asset, amount }) => [asset, amount]))
}

export function negated(sums: Sums): Sums {
  return Object.fromEntries(Object.entries(sums).map(([asset, sum]) => [asset, Decimal.of(sum).negated().toString()]))
}

/** Equity after a step by what it tells of itself: that before, less fees and distances from the mark, and what others gave. */
export function equityTold(
  state: EngineState,
  { currency, before, fills, flows }: LiquidationStepFacts,
  priceOf: (asset: string) => number,
): number {
  let equity = before.equity * priceOf(currency)
  for (const { symbol, contracts, price, mark, fee, settle } of fills) {
    const [at, from] = [price, mark].map((each) => valueAt(state, symbol, toRisk(each))) as [number, number]
    const isInverse = at < from === price.compare(mark) > 0
    const worse = toRisk(contracts) * (isInverse ? from - at : at - from)
    equity -= (worse + toRisk(fee)) * priceOf(settle)
  }
  for (const { with: bearer, asset, amount } of flows)
    if (bearer !== 'deleveraged') equity += toRisk(amount) * priceOf(asset)
  return equity / priceOf(currency)
}

function valueAt(state: EngineState, symbol: string, mark: number): number {
  const result = pricerOf(state.core.market)(symbol)
  if (!result.ok) throw new Error(`${symbol} must have a price`)
  return contractValue({ ...result.value.priced, mark })
}
