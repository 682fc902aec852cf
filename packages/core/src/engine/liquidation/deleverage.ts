import type { Pool } from '../../margin/model.ts'
import { fromRisk, toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'
import type { Priced } from '../../pricing/priced.ts'
import type { HeldPosition } from '../account.ts'
import { accountIn } from '../draft.ts'
import { emit } from '../emit.ts'
import { bookTrade } from '../position/book-trade.ts'
import { profitOf } from '../position/position.ts'
import { withShares } from './alone.ts'
import { priceScaleOf } from './fill-price.ts'
import { accountOf, type Liquidation, poolNamed, standingIn } from './measure.ts'
import { positionsIn } from './pool-contents.ts'
import { type Counterparty, rankedAgainst } from './rank.ts'
import { marketTrade, pricedIn, tradeAtMarket } from './trade.ts'
import { noFee } from './ways.ts'

/**
 * Closes a pool against the profitable accounts of the other side, each position at its bankruptcy price: where its share
 * of the pool's equity, by maintenance margin, is lost. Nobody is made to realise a loss by it, and nobody pays a fee.
 * Options are closed at the market before; what finds nobody on the other side stays.
 */
export function deleverage(liquidation: Liquidation, pool: Pool): void {
  closeOptions(liquidation, pool)
  const standing = standingIn(liquidation)
  const left = standing && poolNamed(standing, pool.name)?.pool
  if (left === undefined) return
  const positions = positionsIn(accountOf(liquidation), left).map(([, held]) => held)
  for (const { held, share } of withShares(liquidation, positions)) {
    const priced = pricedIn(liquidation, held.symbol)
    const equity = (left.equity * left.currencyPrice * share) / priced.settlePrice
    const price = bankruptcyPrice(priced, held.contracts, equity)
    if (price !== undefined) closeAgainstRanked(liquidation, held, price)
  }
}

/** What is left of the pool's equity after its options are gone is shared among the rest. */
function closeOptions(liquidation: Liquidation, pool: Pool): void {
  const options = positionsIn(accountOf(liquidation), pool)
    .map(([, { symbol, side, contracts }]) => ({ priced: pricedIn(liquidation, symbol), side, contracts }))
    .filter(({ priced }) => priced.option !== undefined)
  const free = { ...liquidation, way: { ...liquidation.way, fee: noFee } }
  const trades = options.map(({ priced, side, contracts }) => marketTrade(free, priced, contracts.negated(), side))
  tradeAtMarket(free, pool, trades)
}

/** Below this no price is told. */
const priceMin = 1e-11

/**
 * Price at which `contracts` have lost `equity` more than at the mark, settlement asset; rounded so that they have not lost
 * a unit more. Undefined where no positive price does that.
 */
export function bankruptcyPrice(
  { instrument, size, mark }: Priced,
  contracts: Decimal,
  equity: number,
): Decimal | undefined {
  const perUnit = equity / (toRisk(contracts) * size)
  const price = instrument.payout === 'linear' ? mark - perUnit : 1 / (1 / mark + perUnit)
  if (!(price >= priceMin && price < Number.MAX_SAFE_INTEGER)) return undefined
  return fromRisk(price, priceScaleOf(price), contracts.sign() > 0 ? 'up' : 'down')
}

function closeAgainstRanked(liquidation: Liquidation, held: HeldPosition, price: Decimal): void {
  let left = held.contracts
  for (const other of rankedAgainst(liquidation, held)) {
    if (left.isZero()) return
    if (losesAt(other, price)) continue
    const size = other.held.contracts.abs()
    const taken = size.compare(left.abs()) < 0 ? size : left.abs()
    // What the liquidated account sells the other buys back, and the other way round.
    const traded = left.sign() > 0 ? taken.negated() : taken
    closeBoth(liquidation, held, other, traded, price)
    left = left.plus(traded)
  }
}

/** Nobody is made to realise a loss. */
function losesAt({ instrument, held: { contracts, cost } }: Counterparty, price: Decimal): boolean {
  return profitOf(instrument, contracts, cost, price).sign() < 0
}

function closeBoth(
  { draft, rules, account }: Liquidation,
  { symbol, side }: HeldPosition,
  other: Counterparty,
  contracts: Decimal,
  price: Decimal,
): void {
  const orders = [...(accountIn(draft, other.account)?.orders.values() ?? [])]
  for (const order of orders)
    if (order.symbol === symbol)
      emit(draft, { type: 'order-released', account: other.account, order: order.id, why: 'deleveraging' })
  const { instrument } = other
  const trade = { instrument, price, fee: Decimal.zero, feeTo: '@fund', order: undefined, why: 'deleveraging' } as const
  bookTrade(draft, rules, { ...trade, account, contracts, side })
  bookTrade(draft, rules, {
    ...trade,
    account: other.account,
    contracts: contracts.negated(),
    side: other.held.side,
  })
}
