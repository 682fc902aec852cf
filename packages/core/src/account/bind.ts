import type {
  PricedAccount,
  PricedBalance,
  PricedOrder,
  PricedPosition,
  UnpricedPosition,
} from '../margin/priced-account.ts'
import type { Book, MarginMode, Order, Position, PositionSide } from '../market/book.ts'
import type { Asset } from '../market/instrument.ts'
import type { MarketSnapshot } from '../market/snapshot.ts'
import { toRisk } from '../num/crossing.ts'
import { Decimal } from '../num/decimal.ts'
import { type Failure, pointer, problem, type Result } from '../num/result.ts'
import { assetPrice, type PricedWithNotes, priceInstrument } from '../pricing/price-instrument.ts'
import { costOf, type Priced } from '../pricing/priced.ts'
import { indexesOf, missingPrice, stableAssetsOf } from './quotes.ts'

/**
 * The book at the snapshot's prices in one mode, positions of the same symbol, side and margin mode summed.
 *
 * In the book's own mode (cross when it names none) a position's `marginMode` stands; in any other mode, which is a
 * what-if, every position is in that mode.
 */
export function bindAccount(
  book: Book,
  snapshot: MarketSnapshot,
  mode: MarginMode,
  price: InstrumentPricer = instrumentPricer(snapshot),
): PricedAccount {
  const isOwnMode = mode === (book.mode ?? 'cross')
  const isIsolated = (own: 'isolated' | 'cross' | undefined): boolean =>
    isOwnMode && own !== undefined ? own === 'isolated' : mode === 'isolated'
  const rows = netted(book.positions.filter(isHeld), isIsolated).map((net) => ({ net, result: price(net.symbol) }))
  const orders = book.orders.filter(needsMargin).map((order) => ({ order, result: price(order.symbol) }))
  const positions = rows.flatMap(({ net, result }) => (result.ok ? [positionOf(net, result.value.priced)] : []))
  const balances = [...book.balances].map(([asset, held]) => balanceOf(snapshot, asset, held))
  const results = [...rows, ...orders].map(({ result }) => result)
  return {
    at: snapshot.at,
    currency: snapshot.currency,
    mode,
    quotes: snapshot,
    balances: balances.flatMap((balance) => (balance.price === null ? [] : [{ ...balance, price: balance.price }])),
    positions: positions.filter(isOpen),
    orders: orders.flatMap(({ order, result }) =>
      result.ok ? [orderOf(order, result.value.priced, isIsolated(order.marginMode))] : [],
    ),
    indexes: indexesOf(snapshot, positions, book.balances),
    stableAssets: stableAssetsOf(snapshot),
    unpriced: rows.flatMap(({ net, result }) => {
      const problems = result.ok ? missingEntry(net, result.value.priced) : result.problems
      return problems.length === 0 ? [] : [unpricedOf(snapshot, net, problems)]
    }),
    problems: balances.flatMap(({ asset, held, price }) =>
      price === null ? [missingPrice(snapshot, asset, held)] : [],
    ),
    orderProblems: distinct(orders.flatMap(({ result }) => (result.ok ? [] : result.problems))),
    notes: distinct(results.flatMap((result) => (result.ok ? result.value.notes : []))),
  }
}

/** A row of no contracts, as venues list them for what was once held, says nothing; nor does the margin beside it. */
function isHeld({ contracts, accruedFunding }: Position): boolean {
  return !contracts.isZero() || (accruedFunding !== undefined && !accruedFunding.isZero())
}

function needsMargin({ contracts, reduceOnly }: Order): boolean {
  return !contracts.isZero() && !reduceOnly
}

/** Accounts bound with the same one share their priced instruments, and with them whatever is remembered of those. */
export type InstrumentPricer = (symbol: string) => Result<PricedWithNotes>

/** Prices each symbol once. */
export function instrumentPricer(snapshot: MarketSnapshot): InstrumentPricer {
  const known = new Map<string, Result<PricedWithNotes>>()
  return (symbol) => {
    const result = known.get(symbol) ?? priceInstrument(snapshot, symbol)
    known.set(symbol, result)
    return result
  }
}

/** Rows of one symbol, side and margin mode as one position. */
interface NetPosition {
  readonly symbol: string
  readonly isIsolated: boolean
  readonly side: PositionSide | undefined
  readonly rows: readonly Position[]
}

/** Where a symbol is in hedge mode, a row that names no side is on the side of its sign. */
function netted(
  positions: readonly Position[],
  isIsolated: (own: Position['marginMode']) => boolean,
): readonly NetPosition[] {
  const inHedgeMode = new Set(
    positions.filter(({ positionSide }) => positionSide !== undefined).map(({ symbol }) => symbol),
  )
  const sideOf = ({ symbol, positionSide, contracts }: Position): PositionSide | undefined =>
    positionSide ?? (inHedgeMode.has(symbol) ? (contracts.sign() < 0 ? 'short' : 'long') : undefined)
  const keyOf = (row: Position): string => `${row.symbol} ${sideOf(row)} ${isIsolated(row.marginMode)}`
  return [...Map.groupBy(positions, keyOf).values()].flatMap((rows) => {
    const [first] = rows
    return first === undefined
      ? []
      : [{ symbol: first.symbol, side: sideOf(first), isIsolated: isIsolated(first.marginMode), rows }]
  })
}

function positionOf(net: NetPosition, priced: Priced): PricedPosition {
  const { symbol, rows, isIsolated, side } = net
  const held = heldOf(net)
  return {
    symbol,
    priced,
    held,
    contracts: toRisk(held),
    cost: totalCost(rows, priced),
    entryNotional: entryNotional(net, priced),
    leverage: leverageOf(net),
    isIsolated,
    isolatedMargin: isolatedMarginOf(net),
    side,
    accruedFunding: rows.reduce(
      (sum, { accruedFunding }) => sum + (accruedFunding === undefined ? 0 : toRisk(accruedFunding)),
      0,
    ),
  }
}

function heldOf({ rows }: NetPosition): Decimal {
  return rows.reduce((sum, { contracts }) => sum.plus(contracts), Decimal.zero)
}

function leverageOf({ rows }: NetPosition): number | undefined {
  const leverages = rows.flatMap(({ leverage }) => (leverage === undefined ? [] : [leverage]))
  return leverages.length === 0 ? undefined : Math.min(...leverages)
}

function isolatedMarginOf({ rows, isIsolated }: NetPosition): Decimal | undefined {
  const margins = rows.flatMap(({ isolatedMargin }) => (isolatedMargin === undefined ? [] : [isolatedMargin]))
  return isIsolated && margins.length > 0 ? margins.reduce((sum, margin) => sum.plus(margin)) : undefined
}

/**
 * Linear costs are added exactly, so that splitting a position changes nothing; inverse ones divide and are added as
 * float64. Null when a row has no entry price.
 */
function totalCost(all: readonly Position[], priced: Pick<Priced, 'instrument' | 'size'>): number | null {
  const rows = all.filter(({ contracts }) => !contracts.isZero())
  if (rows.some((row) => lacksEntry(row, priced))) return null
  if (priced.instrument.kind !== 'option' && priced.instrument.payout === 'inverse')
    return rows.reduce(
      (sum, { contracts, entryPrice }) => sum + costOf(priced, toRisk(contracts), toRisk(entryPrice ?? Decimal.zero)),
      0,
    )
  const exact = rows.reduce(
    (sum, { contracts, entryPrice }) => sum.plus(contracts.times(entryPrice ?? Decimal.zero)),
    Decimal.zero,
  )
  return toRisk(exact.times(priced.instrument.contractSize))
}

/** Rows that were netted away have no entry any more: what is left was entered where its own side was. */
function entryNotional(net: NetPosition, priced: Pick<Priced, 'instrument' | 'size'>): number | null {
  const held = heldOf(net)
  if (held.isZero()) return 0
  const rows = net.rows.filter(({ contracts }) => contracts.sign() === held.sign())
  const cost = totalCost(rows, priced)
  return cost === null ? null : Math.abs(cost * (toRisk(held) / toRisk(heldOf({ ...net, rows }))))
}

/** A position that was closed by its opposite still owes or earned the difference of the entries. */
function isOpen({ contracts, cost, accruedFunding, priced }: PricedPosition): boolean {
  if (priced.option === undefined && cost === null) return false
  return contracts !== 0 || (priced.option === undefined && cost !== 0) || accruedFunding !== 0
}

function lacksEntry({ contracts, entryPrice }: Position, { instrument }: Pick<Priced, 'instrument'>): boolean {
  if (contracts.isZero()) return false
  return entryPrice === undefined || (instrument.kind !== 'option' && entryPrice.sign() <= 0)
}

/** Only an option may lack its entry price: its value does not depend on it. */
function missingEntry({ symbol, rows }: NetPosition, priced: Priced): readonly Failure[] {
  const lacking = rows.find((row) => lacksEntry(row, priced))
  if (priced.option !== undefined || lacking === undefined) return []
  const message = `entry price of ${symbol} must be positive, is ${lacking.entryPrice?.toString() ?? 'missing'}`
  return [problem('book.missing-entry', pointer('positions', symbol, 'entryPrice'), message)]
}

function unpricedOf(snapshot: MarketSnapshot, net: NetPosition, problems: readonly Failure[]): UnpricedPosition {
  const { symbol, side, isIsolated, rows } = net
  const held = heldOf(net)
  const instrument = snapshot.instruments.get(symbol)?.instrument
  const base = { symbol, side, isIsolated, held, isolatedMargin: isolatedMarginOf(net), problems }
  if (instrument === undefined || instrument.kind === 'spot') return { ...base, terms: null, settlePrice: null }
  const priced = { instrument, size: toRisk(instrument.contractSize) }
  const cost = totalCost(rows, priced)
  const terms = {
    priced,
    contracts: toRisk(held),
    cost,
    entryNotional: entryNotional(net, priced),
    leverage: leverageOf(net),
  }
  return { ...base, terms, settlePrice: assetPrice(snapshot, instrument.settle) }
}

function balanceOf(
  snapshot: MarketSnapshot,
  asset: Asset,
  held: Decimal,
): Omit<PricedBalance, 'price'> & { price: number | null } {
  return {
    asset,
    held,
    amount: toRisk(held),
    price: held.isZero() ? (assetPrice(snapshot, asset) ?? 0) : assetPrice(snapshot, asset),
  }
}

function orderOf(order: Order, priced: Priced, isIsolated: boolean): PricedOrder {
  const { symbol, contracts, price, reduceOnly, positionSide, leverage } = order
  return {
    symbol,
    priced,
    contracts: toRisk(contracts),
    price: toRisk(price),
    reduceOnly,
    side: positionSide,
    isIsolated,
    leverage,
  }
}

/** The same thing is said once. */
function distinct(failures: readonly Failure[]): readonly Failure[] {
  return [
    ...new Map(failures.map((failure) => [`${failure.code} ${failure.path} ${failure.message}`, failure])).values(),
  ]
}
