import type { Pool } from '../../margin/model.ts'
import type { DeleveragingRank } from '../../margin/venue-profile.ts'
import type { Derivative } from '../../market/instrument.ts'
import { toRisk } from '../../num/crossing.ts'
import { contractValue, type Priced, profitOf } from '../../pricing/priced.ts'
import type { Account, HeldPosition } from '../account.ts'
import { accountIn } from '../draft.ts'
import type { EngineRules } from '../rules.ts'
import { isStanding, standingOf } from '../standing/standing.ts'
import type { EngineCore } from '../state.ts'
import type { Liquidation } from './measure.ts'
import { positionsIn } from './pool-contents.ts'
import { pricedIn } from './trade.ts'

/** A profitable position on the other side of one that is closed. */
export interface Counterparty {
  readonly account: string
  readonly held: HeldPosition
  readonly instrument: Derivative
}

interface Scored extends Counterparty {
  readonly score: number
  readonly ordinal: number
}

/**
 * Profitable positions on the other side of one that is closed, first the one with the highest score; of equal scores that
 * of the account opened first.
 */
export function rankedAgainst(
  liquidation: Liquidation,
  { symbol, contracts }: Pick<HeldPosition, 'symbol' | 'contracts'>,
): readonly Counterparty[] {
  const { draft, account: own } = liquidation
  const priced = pricedIn(liquidation, symbol)
  const scored: Scored[] = []
  // Nobody has come to hold it in this command: a liquidation opens no position for another.
  for (const id of draft.state.holders.get(symbol) ?? []) {
    const account = accountIn(draft, id)
    if (account === undefined || id === own || account.liquidation.state !== 'none') continue
    for (const held of account.positions.values()) {
      if (held.symbol !== symbol || held.contracts.sign() === contracts.sign()) continue
      const score = rememberedScore(liquidation, account, held, priced)
      if (score === undefined) continue
      scored.push({ account: id, held, instrument: priced.instrument, score, ordinal: account.ordinal })
    }
  }
  return scored.sort((a, b) => b.score - a.score || a.ordinal - b.ordinal)
}

/** What a score was made from: with the same, it is the same. */
interface Remembered {
  readonly account: Account
  readonly market: EngineCore['market']
  readonly fundingIndexes: EngineCore['fundingIndexes']
  readonly parameters: EngineCore['parameters']
  readonly rules: EngineRules
  readonly rank: DeleveragingRank
  readonly score: number | undefined
}

const remembered = new WeakMap<HeldPosition, Remembered>()

/** One crash asks for the same scores again and again. Accounts and prices are values, so they are known by identity. */
function rememberedScore(
  liquidation: Liquidation,
  account: Account,
  held: HeldPosition,
  priced: Priced,
): number | undefined {
  const { draft, rules, way } = liquidation
  const { market, fundingIndexes, parameters } = draft.core
  const known = remembered.get(held)
  const isSame =
    known?.account === account &&
    known.market === market &&
    known.fundingIndexes === fundingIndexes &&
    known.parameters === parameters &&
    known.rules === rules &&
    known.rank === way.rank
  if (isSame) return known.score
  const score = unrealised(held, priced) > 0 ? scoreOf(liquidation, account, held, priced) : undefined
  remembered.set(held, { account, market, fundingIndexes, parameters, rules, rank: way.rank, score })
  return score
}

/** Undefined for an account whose figures cannot be known: it is not touched. */
function scoreOf(
  { draft, rules, way: { rank } }: Liquidation,
  account: Account,
  held: HeldPosition,
  priced: Priced,
): number | undefined {
  if (rank === 'in-order' || rank === 'none') return 0
  const standing = standingOf(account, draft.core, rules)
  if (!isStanding(standing)) return undefined
  const found = standing.pools.find(({ pool }) => positionsIn(account, pool).some(([, each]) => each === held))
  if (found === undefined || !found.knowledge.equity || !found.knowledge.maintenance) return undefined
  return scores[rank](found.pool, held, priced)
}

/** Scores of a profitable position, in its pool. */
const scores: Readonly<
  Record<Exclude<DeleveragingRank, 'none' | 'in-order'>, (pool: Pool, held: HeldPosition, priced: Priced) => number>
> = {
  /** Binance: profit ÷ wallet balance (at least 1), times maintenance margin ÷ margin balance (nothing without one). */
  'profit-times-use': (pool, held, priced) => {
    const profit = unrealised(held, priced) * priced.settlePrice
    const poolProfit = pool.positions.reduce(
      (sum, { priced: each, contracts, cost }) => sum + profitOf(each, contracts, cost ?? 0) * each.settlePrice,
      0,
    )
    const wallet = pool.equity * pool.currencyPrice - poolProfit
    const use = pool.equity > 0 ? pool.maintenance.amount / pool.equity : 0
    return (profit / Math.max(1, wallet)) * use
  },
  /** BitMEX: profit ÷ entry value, times effective leverage: value ÷ equity, which is value less value at bankruptcy. */
  'profit-times-leverage': (pool, held, priced) =>
    (unrealised(held, priced) / Math.abs(toRisk(held.cost))) * leverageIn(pool, held, priced),
  /** Hyperliquid: the move in its favour as mark ÷ entry (of a short entry ÷ mark), times notional ÷ account value. */
  'move-times-leverage': (pool, held, priced) => {
    const entryToMark = Math.abs(toRisk(held.cost)) / Math.abs(value(held, priced))
    const isLong = held.contracts.sign() > 0
    const isInverse = priced.instrument.payout === 'inverse'
    return (isLong === isInverse ? entryToMark : 1 / entryToMark) * leverageIn(pool, held, priced)
  },
}

/** Highest of all where no equity is left. */
function leverageIn({ equity, currencyPrice }: Pool, held: HeldPosition, priced: Priced): number {
  const notional = Math.abs(value(held, priced)) * priced.settlePrice
  return equity > 0 ? notional / (equity * currencyPrice) : Number.MAX_SAFE_INTEGER
}

function unrealised({ contracts, cost }: HeldPosition, priced: Priced): number {
  return profitOf(priced, toRisk(contracts), toRisk(cost))
}

function value({ contracts }: HeldPosition, priced: Priced): number {
  return toRisk(contracts) * contractValue(priced)
}
