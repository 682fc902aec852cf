import type { Asset } from '../market/instrument.ts'
import { type Failure, pointer, problem } from '../num/result.ts'
import { assetPrice } from '../pricing/price-instrument.ts'
import { type Charge, sumOf } from './charge.ts'
import { type Funds, fundsOf } from './funds.ts'
import { isolatedPools, type RequirementOf } from './isolated-pool.ts'
import type { Pool } from './model.ts'
import { nettedOrders, nettedPositions } from './one-way.ts'
import { addedToIsolated, type OrderedPosition, orderedPositions } from './orders.ts'
import type { PricedAccount, PricedPosition } from './priced-account.ts'
import { isHeld } from './silos.ts'

/** How a venue charges positions one by one; amounts in the pool's currency, of which one unit costs `poolPrice`. */
export interface PositionCharges {
  /** With the orders on it. */
  initial(row: OrderedPosition, poolPrice: number): Charge
  maintenance(position: PricedPosition, poolPrice: number): Charge
  /** Parameters that the position's charges need and nobody has given. */
  missing(position: PricedPosition): readonly Failure[]
}

/**
 * Market currency per unit of the one asset that a venue takes as collateral: as the account holds or settles in it,
 * else as the market quotes it, else 1.
 */
export function cashPrice({ balances, positions, quotes }: PricedAccount, cash: Asset): number {
  const held = balances.find(({ asset }) => asset === cash)?.price
  const settled = positions.find(({ priced }) => priced.instrument.settle === cash)?.priced.settlePrice
  return held ?? settled ?? assetPrice(quotes, cash) ?? 1
}

/** Balances other than the cash that a venue takes; the market's own currency stands for it. */
export function refusedBalances({ balances, currency }: PricedAccount, cash: Asset, venue: string): readonly Failure[] {
  return balances
    .filter(({ asset, held }) => asset !== cash && asset !== currency && !held.isZero())
    .map(({ asset }) =>
      problem('venue.cannot-hold', pointer('balances', asset), `collateral on ${venue} must be ${cash}, is ${asset}`),
    )
}

/** Pools whose requirement is known: of others a venue's own figures would be made of what is left out. */
export function knownPools(pools: readonly Pool[]): readonly Pool[] {
  return pools.filter(({ unknown = [] }) => unknown.length === 0)
}

/** What a figure of one position goes by: its symbol, of an isolated one its pool, for a symbol may be both. */
export function labelOf({ symbol, isIsolated }: PricedPosition, { name }: Pool): string {
  return isIsolated ? name : symbol
}

/**
 * The pools of a venue that keeps one cash balance and charges positions one by one: the account's, where balances,
 * profit and option value stand behind every position that is not isolated, and one for each isolated position. Both
 * sides of a symbol are one position.
 */
export function cashPools(account: PricedAccount, cash: Asset, charges: PositionCharges): readonly Pool[] {
  return [cashPool(account, cash, charges), ...isolatedPools(account, chargedRequirement(charges))]
}

function cashPool(account: PricedAccount, cash: Asset, charges: PositionCharges): Pool {
  const poolPrice = cashPrice(account, cash)
  const ordered = orderedPositions(account)
  const positions = account.positions.filter((position) => !position.isIsolated && isHeld(position))
  const pooled = nettedOrders(ordered.filter(({ position }) => !position.isIsolated))
  const funds = cashFunds(account, positions)
  const equity = (funds.balancesValue + funds.profitValue + funds.optionsValue) / poolPrice
  const unknown = pooled.flatMap(({ position }) => charges.missing(position))
  return {
    name: 'account',
    currency: cash,
    currencyPrice: poolPrice,
    equity,
    adjustedEquity: equity,
    initial: sumOf('initial', [
      ...pooled.map((row) => charges.initial(row, poolPrice)),
      ...isolatedOrders(ordered, charges, poolPrice),
    ]),
    maintenance: sumOf(
      'maintenance',
      nettedPositions(positions).map((position) => charges.maintenance(position, poolPrice)),
    ),
    trigger: 1,
    collateral: funds.collateral,
    positions,
    riskUnits: [],
    ...(unknown.length === 0 ? {} : { unknown }),
  }
}

const uncut = [{ quantityMax: null, haircutFrac: 0 }]

/** Everything at its price, nothing cut; market currency. */
export function cashFunds(account: PricedAccount, positions: readonly PricedPosition[]): Funds {
  return fundsOf(account, positions, () => uncut)
}

/** What orders on isolated positions would add to what is set aside for them, pool currency. */
export function isolatedOrders(
  ordered: readonly OrderedPosition[],
  charges: PositionCharges,
  poolPrice: number,
): readonly Charge[] {
  const rows = ordered.filter(({ position, fills }) => position.isIsolated && fills.length > 0)
  return rows.map((row) => {
    const held = charges.initial({ ...row, fills: [] }, poolPrice)
    return addedToIsolated(row.position, charges.initial(row, poolPrice), held)
  })
}

/** What these charges ask of isolated positions; an option's value backs its own. */
export function chargedRequirement(charges: PositionCharges): RequirementOf {
  return (position) => {
    const { settlePrice } = position.priced
    return {
      initial: sumOf('initial', [charges.initial({ position, fills: [] }, settlePrice)]),
      maintenance: sumOf('maintenance', [charges.maintenance(position, settlePrice)]),
      valueBacks: true,
      unknown: charges.missing(position),
    }
  }
}
