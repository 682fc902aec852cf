import { Decimal } from '@plimsoll/core'
import { binanceContractSize, binanceTerms } from './binance-name.ts'
import { type ContractTerms, contractListing, unifiedSymbol } from './contract-listing.ts'
import { listed } from './listed.ts'
import type { Fields } from './payload-fields.ts'
import type { PayloadPart } from './payload-part.ts'
import { liquidationFigure, statedFigures } from './stated-figures.ts'

/** Digits of a price that is found by division. */
const priceDigits = 12

/** A number as exact as float64 tells it, for prices that no payload gives. */
function divided(a: Decimal, b: Decimal): Decimal {
  return Decimal.fromNumber(Number((Number(a.toString()) / Number(b.toString())).toPrecision(priceDigits)))
}

/** Positions of `positionRisk`, which have their entry and mark prices. */
export function readRiskPositions(rows: readonly Fields[], file: string): PayloadPart {
  return readRows(rows, file, (row, amount) => {
    const mark = row.decimal('markPrice')
    return { entry: row.decimal('entryPrice'), mark, amount }
  })
}

/** Positions of an account, of USD-M v3 without prices: both follow from notional and profit. */
export function readAccountPositions(rows: readonly Fields[], file: string): PayloadPart {
  const read = readRows(rows, file, (row, amount, terms) => {
    const entry = row.maybeDecimal('entryPrice')
    const mark = markOf(row, amount, terms)
    if (mark === undefined) return undefined
    if (entry !== undefined && !entry.isZero()) return { entry, mark, amount }
    const profit = row.maybeDecimal('unrealizedProfit')
    if (profit === undefined || terms.settle === terms.base) return undefined
    return { entry: mark.minus(divided(profit, amount)), mark, amount }
  })
  const found = (read.positions ?? []).length
  return found === 0
    ? read
    : {
        ...read,
        notes: [
          ...(read.notes ?? []),
          'mark prices follow from notional, entry prices from the profit where none is given',
        ],
      }
}

/** USD-M notional is in the quote currency; COIN-M's `notionalValue` in the coin. */
function markOf(row: Fields, amount: Decimal, terms: ContractTerms): Decimal | undefined {
  if (terms.settle !== terms.base) {
    const notional = row.maybeDecimal('notional')
    return notional === undefined || notional.isZero() ? undefined : divided(notional.abs(), amount.abs())
  }
  const inCoins = row.maybeDecimal('notionalValue')
  if (inCoins === undefined || inCoins.isZero()) return undefined
  return divided(amount.abs().times(Decimal.of(binanceContractSize(terms))), inCoins.abs())
}

interface Held {
  readonly entry: Decimal
  readonly mark: Decimal
  /** Signed. */
  readonly amount: Decimal
}

type PricesOf = (row: Fields, amount: Decimal, terms: ContractTerms) => Held | undefined

function readRows(rows: readonly Fields[], file: string, pricesOf: PricesOf): PayloadPart {
  const empty = new Set<string>()
  const strange = new Set<string>()
  const unpriced = new Set<string>()
  const parts = rows.flatMap((row) => {
    const id = row.text('symbol')
    const terms = binanceTerms(id)
    const amount = row.decimal('positionAmt')
    if (terms === undefined) strange.add(id)
    else if (amount.isZero()) empty.add(id)
    else {
      const held = pricesOf(row, amount, terms)
      if (held !== undefined) return [readPosition(row, terms, held, file)]
      unpriced.add(id)
    }
    return []
  })
  const times = rows.flatMap((row) => row.maybeTime('updateTime') ?? [])
  return {
    time: times.length === 0 ? undefined : Math.max(...times),
    positions: parts.flatMap(({ positions = [] }) => positions),
    listings: parts.flatMap(({ listings = [] }) => listings),
    indexes: parts.flatMap(({ indexes = [] }) => indexes),
    stated: parts.flatMap(({ stated = [] }) => stated),
    notes: [
      ...(empty.size > 0 ? [`left out, no contracts: ${listed([...empty])}`] : []),
      ...(strange.size > 0 ? [`left out, not a symbol of USD-M or COIN-M: ${listed([...strange])}`] : []),
      ...(unpriced.size > 0
        ? [`left out, prices cannot be told from this payload, positionRisk has them: ${listed([...unpriced])}`]
        : []),
    ],
  }
}

function readPosition(row: Fields, terms: ContractTerms, { entry, mark, amount }: Held, file: string): PayloadPart {
  const symbol = unifiedSymbol(terms)
  const positionSide = row.maybeText('positionSide') ?? 'BOTH'
  // A SHORT of hedge mode is negative on most endpoints; its sign is not relied on.
  const contracts = positionSide === 'SHORT' ? amount.abs().negated() : amount
  const side = contracts.sign() < 0 ? 'short' : 'long'
  const margin = setAside(row)
  const isIsolated = row.maybeText('marginType') === 'isolated' || row.flag('isolated') === true || margin !== undefined
  const leverage = leverageOf(row)
  const of = { scope: 'position', symbol, side } as const
  return {
    positions: [
      {
        row: {
          symbol,
          contracts: contracts.toString(),
          entryPrice: entry.toString(),
          ...(leverage === undefined ? {} : { leverage }),
          ...(isIsolated ? { marginMode: 'isolated' } : {}),
          ...(margin === undefined ? {} : { isolatedMargin: margin.toString() }),
          ...(positionSide === 'BOTH' ? {} : { positionSide: side }),
        },
        file,
        path: row.path,
      },
    ],
    listings: [contractListing(terms, { contractSize: binanceContractSize(terms), mark: mark.toString() })],
    indexes: [{ underlying: terms.base, price: mark, quote: terms.quote, isAssumed: true }],
    stated: [
      ...statedFigures(row, file, of, [['maintenance margin', 'maintMargin']], terms.settle),
      ...liquidationFigure(row, file, of, 'liquidationPrice'),
    ],
  }
}

/** `isolatedWallet` is before profit; `isolatedMargin` after it. 0 says that the position is not isolated. */
function setAside(row: Fields): Decimal | undefined {
  const wallet = row.maybeDecimal('isolatedWallet')
  const after = row.maybeDecimal('isolatedMargin')
  const profit = row.maybeDecimal('unRealizedProfit') ?? row.maybeDecimal('unrealizedProfit')
  if (wallet !== undefined && !wallet.isZero()) return wallet
  if (after === undefined || after.isZero() || profit === undefined) return undefined
  return after.minus(profit)
}

/** As it is given, else notional ÷ initial margin, whole. */
function leverageOf(row: Fields): number | undefined {
  const given = Number(row.maybeDecimal('leverage')?.toString() ?? 0)
  if (given > 0) return given
  const [notional, margin] = [row.maybeDecimal('notional'), row.maybeDecimal('positionInitialMargin')]
  const ratio = Math.abs(Number(notional?.toString() ?? 0)) / Number(margin?.toString() ?? 0)
  return Number.isFinite(ratio) && ratio >= 0.5 ? Math.round(ratio) : undefined
}
