import { type InstrumentPricer, instrumentPricer } from '../../account/bind.ts'
import { indexesOf, missingPrice, stableAssetsOf } from '../../account/quotes.ts'
import type {
  PricedAccount,
  PricedBalance,
  PricedOrder,
  PricedPosition,
  UnpricedPosition,
} from '../../margin/priced-account.ts'
import type { Derivative } from '../../market/instrument.ts'
import type { MarketSnapshot } from '../../market/snapshot.ts'
import { assert } from '../../num/assert.ts'
import { toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'
import type { Failure } from '../../num/result.ts'
import { assetPrice } from '../../pricing/price-instrument.ts'
import type { Priced } from '../../pricing/priced.ts'
import { type Account, type HeldPosition, isIsolatedIn, type OpenOrder } from '../account.ts'
import type { EngineCore } from '../state.ts'

const pricers = new WeakMap<MarketSnapshot, InstrumentPricer>()

/** Prices each instrument of a market once, whoever asks. */
export function pricerOf(market: MarketSnapshot): InstrumentPricer {
  const known = pricers.get(market)
  if (known !== undefined) return known
  const pricer = instrumentPricer(market)
  pricers.set(market, pricer)
  return pricer
}

/**
 * The account at the engine's prices, as a margin model reads it. What has no price is in `unpriced` and `problems`;
 * whether a price is fresh is another question.
 */
export function priceAccount(account: Account, core: EngineCore): PricedAccount {
  const { market } = core
  const price = pricerOf(market)
  const positions: PricedPosition[] = []
  const unpriced: UnpricedPosition[] = []
  const notes: Failure[] = []
  for (const held of account.positions.values()) {
    const result = price(held.symbol)
    if (result.ok) {
      positions.push(pricedPosition(account, held, result.value.priced, core))
      notes.push(...result.value.notes)
    } else unpriced.push(unpricedPosition(account, held, result.problems, core))
  }
  const orders: PricedOrder[] = []
  const orderProblems: Failure[] = []
  for (const order of account.orders.values()) {
    if (order.reduceOnly) continue
    const result = price(order.symbol)
    if (result.ok) orders.push(pricedOrder(account, order, result.value.priced))
    else orderProblems.push(...result.problems)
  }
  const { balances, problems } = pricedBalances(account, market)
  return {
    at: market.at,
    currency: market.currency,
    mode: account.rules.mode,
    quotes: market,
    balances,
    positions,
    orders,
    indexes: indexesOf(market, positions, account.balances),
    stableAssets: stableAssetsOf(market),
    unpriced,
    problems,
    orderProblems,
    notes,
  }
}

function pricedPosition(account: Account, held: HeldPosition, priced: Priced, core: EngineCore): PricedPosition {
  const { symbol, side, contracts, cost, isolatedMargin } = held
  const costRisk = toRisk(cost)
  return {
    symbol,
    priced,
    held: contracts,
    contracts: toRisk(contracts),
    cost: costRisk,
    entryNotional: Math.abs(costRisk),
    leverage: account.leverage.get(symbol),
    isIsolated: isIsolatedIn(account, symbol),
    isolatedMargin,
    side,
    accruedFunding: toRisk(pendingFunding(held, core)),
  }
}

/** Continuous funding earned (positive) or owed since it was last paid, settlement asset. */
export function pendingFunding(
  { symbol, contracts, fundingIndex }: HeldPosition,
  { fundingIndexes }: EngineCore,
): Decimal {
  const index = fundingIndexes.get(symbol)
  return index === undefined ? Decimal.zero : fundingIndex.minus(index).times(contracts)
}

function unpricedPosition(
  account: Account,
  held: HeldPosition,
  problems: readonly Failure[],
  { market }: EngineCore,
): UnpricedPosition {
  const { symbol, side, contracts, cost, isolatedMargin } = held
  const instrument = derivativeOf(market, symbol)
  const costRisk = toRisk(cost)
  return {
    symbol,
    side,
    isIsolated: isIsolatedIn(account, symbol),
    held: contracts,
    terms: {
      priced: { instrument, size: toRisk(instrument.contractSize) },
      contracts: toRisk(contracts),
      cost: costRisk,
      entryNotional: Math.abs(costRisk),
      leverage: account.leverage.get(symbol),
    },
    settlePrice: assetPrice(market, instrument.settle),
    isolatedMargin,
    problems,
  }
}

/** The contract of a symbol that something is held in or ordered. */
export function derivativeOf(market: MarketSnapshot, symbol: string): Derivative {
  const instrument = market.instruments.get(symbol)?.instrument
  assert(
    instrument !== undefined && instrument.kind !== 'spot',
    `a position or an order must be in a listed contract, is in ${symbol}`,
  )
  return instrument
}

function pricedOrder(
  account: Account,
  { symbol, contracts, price, reduceOnly, side }: OpenOrder,
  priced: Priced,
): PricedOrder {
  return {
    symbol,
    priced,
    contracts: toRisk(contracts),
    price: toRisk(price),
    reduceOnly,
    side,
    isIsolated: isIsolatedIn(account, symbol),
    leverage: account.leverage.get(symbol),
  }
}

function pricedBalances(
  { balances }: Account,
  market: MarketSnapshot,
): { readonly balances: readonly PricedBalance[]; readonly problems: readonly Failure[] } {
  const priced: PricedBalance[] = []
  const problems: Failure[] = []
  for (const [asset, held] of balances) {
    if (held.isZero()) continue
    const price = assetPrice(market, asset)
    if (price !== null) priced.push({ asset, held, amount: toRisk(held), price })
    else problems.push(missingPrice(market, asset, held))
  }
  return { balances: priced, problems }
}
