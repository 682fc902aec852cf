import { Decimal } from '@plimsoll/core'
import { type ContractTerms, contractListing, unifiedSymbol } from './contract-listing.ts'
import { type HeldRow, heldRows, joined, ofPosition, positionPart, sidedContracts } from './held-positions.ts'
import { listed } from './listed.ts'
import { isOkxRow, withoutFee } from './okx-account.ts'
import { okxTerms } from './okx-name.ts'
import { type Fields, readerOf } from './payload-fields.ts'
import type { IndexPart, ListingPart, Payload, PayloadKind, PayloadPart } from './payload-part.ts'
import { liquidationFigure, statedFigures } from './stated-figures.ts'

/** `account/positions`. */
export const okxPositions: PayloadKind = {
  venue: 'okx',
  name: 'account/positions',
  matches: (content) => isOkxRow(content, 'instId', 'pos', 'mgnMode', 'posSide'),
  read: readPositions,
}

function readPositions({ content, file, at }: Payload): PayloadPart {
  const reader = readerOf(file)
  const rows = reader.each(content, at)
  const { held, notes } = heldRows(
    rows,
    (row) => {
      const id = row.text('instId')
      return { id, terms: okxTerms(id), size: row.decimal('pos') }
    },
    { empty: 'no contracts', strange: 'no contract (spot margin)' },
  )
  const read = joined(held.map((row) => readPosition(row, file)))
  const times = rows.flatMap((row) => row.maybeTime('uTime') ?? [])
  return {
    time: times.length === 0 ? undefined : Math.max(...times),
    ...read,
    notes: [...notes, ...sizeNotes(read.listings), ...reader.ignored('account/positions')],
    problems: reader.problems,
  }
}

/** `pos` is unsigned where `posSide` says long or short, and signed in net mode. */
function readPosition({ row, terms, size }: HeldRow, file: string): PayloadPart {
  const posSide = row.text('posSide')
  const isIsolated = row.text('mgnMode') === 'isolated'
  const margin = isIsolated ? row.maybeDecimal('margin') : undefined
  const position = {
    symbol: unifiedSymbol(terms),
    contracts: sidedContracts(row, size, {
      side: posSide === 'long' || posSide === 'short' ? posSide : 'either',
      sideField: 'posSide',
      sizeField: 'pos',
    }),
    entry: row.decimal('avgPx'),
    leverage: row.maybeDecimal('lever'),
    isIsolated,
    margin,
    isOneSide: posSide !== 'net',
  }
  const index = row.maybeDecimal('idxPx')
  const mark = row.maybeDecimal('markPx')
  const of = ofPosition(position)
  return {
    positions: [positionPart(row, file, position)],
    listings: [
      contractListing(terms, {
        contractSize: contractSizeOf(row, terms, size, mark),
        ...(mark === undefined ? {} : { mark: mark.toString() }),
      }),
    ],
    indexes:
      index === undefined ? assumedIndex(terms, mark) : [{ underlying: terms.base, price: index, quote: terms.quote }],
    balances: margin === undefined ? [] : [{ asset: terms.settle, amount: margin }],
    stated: [
      ...statedFigures(row, file, of, isIsolated ? [['maintenance margin', 'mmr']] : [], terms.settle).map(withoutFee),
      ...liquidationFigure(row, file, of, 'liqPx'),
    ],
  }
}

/** A future's mark may stand for the index; an option's says nothing of it. */
function assumedIndex({ base, quote, option }: ContractTerms, mark: Decimal | undefined): readonly IndexPart[] {
  return mark === undefined || option !== undefined ? [] : [{ underlying: base, price: mark, quote, isAssumed: true }]
}

/**
 * Contract sizes are powers of ten: the one nearest to what the position's own value in dollars says, until `instruments` tells.
 * Options are worth `optVal` coins.
 */
function contractSizeOf(
  row: Fields,
  { settle, base, option }: ContractTerms,
  pos: Decimal,
  mark: Decimal | undefined,
): string {
  const numberOf = (value: Decimal | undefined): number => Math.abs(Number(value?.toString() ?? 0))
  const [contracts, price] = [numberOf(pos), numberOf(mark)]
  const notional = numberOf(row.maybeDecimal('notionalUsd'))
  const value = numberOf(row.maybeDecimal('optVal'))
  const size =
    option !== undefined
      ? value / (contracts * price)
      : settle === base
        ? notional / contracts
        : notional / (contracts * price)
  return Number.isFinite(size) && size > 0 ? Decimal.fromNumber(10 ** Math.round(Math.log10(size))).toString() : '1'
}

function sizeNotes(listings: readonly ListingPart[]): readonly string[] {
  const sizes = listings.map(({ symbol, fields }) => `${symbol} ${String(fields['contractSize'])}`)
  return sizes.length === 0
    ? []
    : [`contract sizes from the value of the positions, unless public/instruments is given: ${listed(sizes)}`]
}
