import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
import { netRow } from '../../scenario/row-memory.ts'
import { contingencyOf } from './coin-contingency.ts'
import { coinDelta } from './coin-delta.ts'
import type { Contingency } from './contingency.ts'
import { type MaxLoss, maxLoss } from './max-loss.ts'
import type { CoinTerms } from './params.ts'
import { hedgeProfit, hedgingSpot } from './spot-hedge.ts'
import { type StressGrid, volsPerMove } from './stress-grid.ts'

/** One base coin's rules, laid out once. */
export interface CoinRules {
  readonly terms: CoinTerms
  /** Null where the coin's price moves are not known. */
  readonly grid: StressGrid | null
}

/** Everything in a portfolio that moves with one base coin. */
export interface CoinUnit {
  readonly coin: string
  readonly legs: readonly PricedPosition[]
  /** Market currency. */
  readonly index: number
  /** Coins of spot that may hedge; 0 with spot hedging off. */
  readonly spot: number
  /** What of it hedges the legs now. */
  readonly hedgingCoins: number
  /** Null where the coin has no terms. */
  readonly rules: CoinRules | null
  /** Profit in every cell, hedging spot included; empty without a grid. */
  readonly pnl: Float64Array
  readonly maxLoss: MaxLoss | null
  readonly contingency: Contingency
}

/** Positions by base coin, in order of first appearance, stressed. */
export function coinUnits(
  { balances }: Pick<PricedAccount, 'balances'>,
  positions: readonly PricedPosition[],
  coins: ReadonlyMap<string, CoinRules>,
  spotHedging: boolean,
): readonly CoinUnit[] {
  const byCoin = Map.groupBy(positions, ({ priced }) => priced.instrument.underlying)
  return [...byCoin].map(([coin, legs]) => {
    const spot = spotHedging ? (balances.find(({ asset }) => asset === coin)?.amount ?? 0) : 0
    return coinUnit(coin, legs, spot, coins.get(coin) ?? null)
  })
}

function coinUnit(coin: string, legs: readonly PricedPosition[], spot: number, rules: CoinRules | null): CoinUnit {
  const { index } = (legs[0] as PricedPosition).priced
  const hedgingCoins = spot === 0 ? 0 : hedgingSpot(spot, deltaOf(legs))
  const grid = rules?.grid ?? null
  const pnl = grid === null ? new Float64Array(0) : stressed(legs, grid, hedgingCoins * index)
  return {
    coin,
    legs,
    index,
    spot,
    hedgingCoins,
    rules,
    pnl,
    maxLoss: grid === null ? null : maxLoss(pnl, grid.terms.priceMovesFrac),
    contingency: contingencyOf({ legs, index, hedgingCoins }, rules?.terms),
  }
}

function deltaOf(legs: readonly PricedPosition[]): number {
  let delta = 0
  for (const { priced, contracts } of legs) delta += contracts * coinDelta(priced)
  return delta
}

function stressed(
  legs: readonly PricedPosition[],
  { plan, rowOf, terms }: StressGrid,
  hedgingValue: number,
): Float64Array {
  const rows = legs.map(({ priced, contracts }) => ({ contracts, row: rowOf(priced) }))
  const pnl = netRow(rows, new Float64Array(plan.length))
  if (hedgingValue === 0) return pnl
  for (let i = 0; i < pnl.length; i++) {
    const move = terms.priceMovesFrac[Math.trunc(i / volsPerMove)] as number
    pnl[i] = (pnl[i] as number) + hedgeProfit(hedgingValue, 1, move)
  }
  return pnl
}
