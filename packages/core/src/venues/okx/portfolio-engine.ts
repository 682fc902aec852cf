import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
import type { Priced } from '../../pricing/priced.ts'
import { rowMaker } from '../../scenario/row-maker.ts'
import type { AccountCoin } from './account-coins.ts'
import { type ContractRisk, contractRisk } from './contract-risk.ts'
import type { PortfolioRules } from './parameters.ts'
import { type OkxSettings, spotCap } from './settings.ts'
import { spotInUse } from './spot-in-use.ts'
import { type UnitPlan, unitPlan } from './unit-plan.ts'
import { derivativesDelta, type QuotePrices, type UnitLeg, type UnitRisk, unitRisk } from './unit-risk.ts'

/** The portfolio rules with their plans laid out; it remembers the risk of quoted instruments. */
export interface PortfolioEngine {
  readonly rules: PortfolioRules
  readonly planOf: (coin: string) => UnitPlan
  /** Stress tests of each unit of what is not isolated, given what each coin's equity is. */
  readonly unitsOf: (positions: readonly PricedPosition[], coins: readonly AccountCoin[]) => readonly UnitRisk[]
}

export function portfolioEngine(rules: PortfolioRules, settings: OkxSettings): PortfolioEngine {
  const planOf = planMemory(rules)
  const riskOf = riskMemory(planOf)
  return {
    rules,
    planOf,
    unitsOf: (positions, coins) => {
      const spots = new Map(coins.map(({ margin }) => [margin.currency, margin.equity]))
      const quotes = quotePrices(positions)
      return [...grouped(positions, rules)].map(([name, rows]) => {
        const legs = rows.map((row) => legOf(row, riskOf))
        const { instrument, index } = (rows[0] as PricedPosition).priced
        const coin = instrument.underlying
        const spot = standsWith(instrument.quote, rules, settings) ? (spots.get(coin) ?? 0) : 0
        const inUse = spotInUse({ derivatives: derivativesDelta(legs, index), spot, cap: spotCap(settings, coin) })
        return unitRisk({ name, coin, legs, spotInUse: inUse, index }, planOf(coin), rules, quotes)
      })
    },
  }
}

function grouped(
  positions: readonly PricedPosition[],
  { unitBy }: PortfolioRules,
): ReadonlyMap<string, readonly PricedPosition[]> {
  return Map.groupBy(positions, ({ priced: { instrument } }) =>
    unitBy === 'coin' ? instrument.underlying : `${instrument.underlying}-${instrument.quote}`,
  )
}

/** Where units are by quote currency, spot is in the one the account chose. */
function standsWith(quote: string, { unitBy }: PortfolioRules, { spotOffset = 'none' }: OkxSettings): boolean {
  return unitBy === 'coin' || quote === spotOffset
}

function legOf({ priced, contracts }: PricedPosition, riskOf: (priced: Priced) => ContractRisk): UnitLeg {
  return { kind: priced.instrument.kind, quote: priced.instrument.quote, contracts, risk: riskOf(priced) }
}

function quotePrices(positions: readonly PricedPosition[]): QuotePrices {
  const prices: Record<string, number> = {}
  for (const { priced } of positions) prices[priced.instrument.quote] ??= priced.quotePrice
  return { USDT: 1, USDC: 1, USD: 1, ...prices }
}

function planMemory(rules: PortfolioRules): (coin: string) => UnitPlan {
  const known = new Map<string, UnitPlan>()
  return (coin) => {
    const found = known.get(coin) ?? unitPlan(coin, rules)
    known.set(coin, found)
    return found
  }
}

/** The risk of a quoted instrument is worked out once for every account; what a shift made is asked for once. */
function riskMemory(planOf: (coin: string) => UnitPlan): (priced: Priced) => ContractRisk {
  const known = new WeakMap<Priced, ContractRisk>()
  const newRow = rowMaker()
  const fresh = (priced: Priced): ContractRisk => {
    const plan = planOf(priced.instrument.underlying)
    return contractRisk(priced, plan, newRow(plan.movesFrac.length))
  }
  return (priced) => {
    if (priced.isShifted) return fresh(priced)
    const found = known.get(priced) ?? fresh(priced)
    known.set(priced, found)
    return found
  }
}

/** Held outside isolated margin. */
export function crossPositions({ positions }: PricedAccount): readonly PricedPosition[] {
  return positions.filter(({ isIsolated }) => !isIsolated)
}
