import { addedByOrders } from '../../margin/added-by-orders.ts'
import { type Charge, leaf, sumOf } from '../../margin/charge.ts'
import type { CountedCollateral, Pool } from '../../margin/model.ts'
import { optionValue, type PricedAccount, type PricedPosition } from '../../margin/priced-account.ts'
import { accountValue, markToMarket } from './account-value.ts'
import { cash, isCash, stablePriceOf } from './feeds.ts'
import type { StandardParameters } from './parameters.ts'
import { standardMarkets } from './standard-account.ts'
import { baseMargin, marketCharges, type StandardMarket } from './standard-charges.ts'
import type { MarginKind } from './standard-option.ts'
import type { MarketRates } from './standard-parameters.ts'

/**
 * The pool of a standard account: cash, coins at the part that counts and the profit of perpetuals stand behind
 * everything. Bought options count nothing; a sold one's mark is in its charge.
 */
export function standardPool(account: PricedAccount, parameters: StandardParameters): Pool {
  const stablePrice = stablePriceOf(account)
  const { positions } = account
  const value = accountValue(account, positions, stablePrice)
  const markets = standardMarkets(account, positions, parameters, stablePrice)
  const counted = coinsCounted(markets, parameters, 'maintenance')
  const initial = [
    ...chargesOf(markets, parameters, 'initial', stablePrice),
    ...coinCharges(counted, coinsCounted(markets, parameters, 'initial')),
  ]
  const orders = orderCharges(account, parameters, stablePrice)
  return {
    name: 'account',
    currency: cash,
    currencyPrice: stablePrice,
    equity: markToMarket(value),
    adjustedEquity: value.cash + value.profit + counted,
    initial: sumOf('initial', orders.length === 0 ? initial : [...initial, sumOf('open orders', orders)]),
    maintenance: sumOf('maintenance', chargesOf(markets, parameters, 'maintenance', stablePrice)),
    trigger: 1,
    collateral: collateralOf(account, parameters),
    positions,
    riskUnits: [],
  }
}

const nothing: MarketRates = { perp: null, base: null, option: null }

export function ratesOf({ markets }: StandardParameters, underlying: string): MarketRates {
  return (Object.hasOwn(markets, underlying) ? markets[underlying] : undefined) ?? nothing
}

function chargesOf(
  markets: readonly StandardMarket[],
  parameters: StandardParameters,
  kind: MarginKind,
  stablePrice: number,
): readonly Charge[] {
  return markets.flatMap((market) =>
    marketCharges(market, ratesOf(parameters, market.underlying), kind, parameters, stablePrice),
  )
}

function coinsCounted(markets: readonly StandardMarket[], parameters: StandardParameters, kind: MarginKind): number {
  let total = 0
  for (const market of markets) total += baseMargin(market, ratesOf(parameters, market.underlying), kind)
  return total
}

/** Coins count less to open than to hold. */
function coinCharges(toHold: number, toOpen: number): readonly Charge[] {
  return toHold === toOpen ? [] : [leaf('coins at their initial part', toHold - toOpen)]
}

/** A bought option costs its premium, which then counts for nothing; a sold one brings it in. */
function orderCharges(account: PricedAccount, parameters: StandardParameters, stablePrice: number): readonly Charge[] {
  if (account.orders.length === 0) return []
  const needOf = (rows: readonly PricedPosition[]): number => {
    const markets = standardMarkets(account, rows, parameters, stablePrice)
    let need = 0
    for (const { amount } of chargesOf(markets, parameters, 'initial', stablePrice)) need += amount
    for (const row of rows) need += (optionValue(row) * row.priced.settlePrice) / stablePrice
    return need
  }
  return addedByOrders(account, { held: needOf(account.positions), of: needOf, factor: 1 })
}

function collateralOf(account: PricedAccount, parameters: StandardParameters): readonly CountedCollateral[] {
  return account.balances.map(({ asset, held, price, amount }) => {
    const frac = isCash(account, asset)
      ? 1
      : (ratesOf(parameters, baseOf(parameters, asset)).base?.maintenanceFrac ?? 0)
    return { asset, held, price, counted: amount * frac, haircutFrac: 1 - frac }
  })
}

/** Underlying that a coin is the base of; empty where it is none's. */
export function baseOf({ baseAssets }: Pick<StandardParameters, 'baseAssets'>, asset: string): string {
  const name = asset.toUpperCase()
  return (Object.hasOwn(baseAssets, name) ? baseAssets[name] : undefined) ?? ''
}
