import { Decimal } from '@plimsoll/core'
import { binanceContractSize, binanceTerms } from './binance-name.ts'
import { type ContractTerms, contractListing, unifiedSymbol } from './contract-listing.ts'
import { heldRows, joined, leftOutNote, ofPosition, positionPart, sidedContracts } from './held-positions.ts'
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
  const { held, notes } = heldRows(
    rows,
    (row) => {
      const id = row.text('symbol')
      return { id, terms: binanceTerms(id), size: row.decimal('positionAmt') }
    },
    { empty: 'no contracts', strange: 'not a symbol of USD-M or COIN-M' },
  )
  const unpriced = new Set<string>()
  const parts = held.flatMap(({ row, terms, size }) => {
    const prices = pricesOf(row, size, terms)
    if (prices === undefined) unpriced.add(terms.id)
    return prices === undefined ? [] : [readPosition(row, terms, prices, file)]
  })
  const times = rows.flatMap((row) => row.maybeTime('updateTime') ?? [])
  return {
    time: times.length === 0 ? undefined : Math.max(...times),
    ...joined(parts),
    notes: [...notes, ...leftOutNote('prices cannot be told from this payload, positionRisk has them', unpriced)],
  }
}

function readPosition(row: Fields, terms: ContractTerms, { entry, mark, amount }: Held, file: string): PayloadPart {
  const positionSide = row.maybeText('positionSide') ?? 'BOTH'
  const margin = setAside(row)
  const position = {
    symbol: unifiedSymbol(terms),
    contracts: sidedContracts(row, amount, {
      side: positionSide === 'SHORT' ? 'short' : positionSide === 'LONG' ? 'long' : 'either',
      sideField: 'positionSide',
      sizeField: 'positionAmt',
    }),
    entry,
    leverage: leverageOf(row),
    isIsolated: row.maybeText('marginType') === 'isolated' || row.flag('isolated') === true || margin !== undefined,
    margin,
    isOneSide: positionSide !== 'BOTH',
  }
  const of = ofPosition(position)
  return {
    positions: [positionPart(row, file, position)],
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
