import { Decimal } from '@plimsoll/core'
import { type ContractTerms, contractListing, unifiedSymbol } from './contract-listing.ts'
import { listed } from './listed.ts'
import { isOkxRow, withoutFee } from './okx-account.ts'
import { okxTerms } from './okx-name.ts'
import { type Fields, readerOf } from './payload-fields.ts'
import type {
  BalancePart,
  IndexPart,
  ListingPart,
  Payload,
  PayloadKind,
  PayloadPart,
  PositionPart,
  StatedFigure,
} from './payload-part.ts'
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
  const empty: string[] = []
  const strange: string[] = []
  const rows = reader.each(content, at)
  const read = rows.flatMap((row) => {
    const id = row.text('instId')
    const terms = okxTerms(id)
    const pos = row.decimal('pos')
    if (terms === undefined) strange.push(id)
    else if (pos.isZero()) empty.push(id)
    else return [readPosition(row, terms, pos, file)]
    return []
  })
  const times = rows.flatMap((row) => row.maybeTime('uTime') ?? [])
  return {
    time: times.length === 0 ? undefined : Math.max(...times),
    positions: read.map(({ position }) => position),
    listings: read.map(({ listing }) => listing),
    indexes: read.flatMap(({ indexes }) => indexes),
    balances: read.flatMap(({ setAside }) => setAside),
    stated: read.flatMap(({ stated }) => stated),
    notes: [
      ...(empty.length > 0 ? [`left out, no contracts: ${listed(empty)}`] : []),
      ...(strange.length > 0 ? [`left out, no contract (spot margin): ${listed(strange)}`] : []),
      ...sizeNotes(read),
      ...reader.ignored('account/positions'),
    ],
    problems: reader.problems,
  }
}

interface ReadPosition {
  readonly position: PositionPart
  readonly listing: ListingPart
  readonly indexes: readonly IndexPart[]
  readonly setAside: readonly BalancePart[]
  readonly stated: readonly StatedFigure[]
}

/** `pos` is unsigned where `posSide` says long or short, and signed in net mode. */
function readPosition(row: Fields, terms: ContractTerms, pos: Decimal, file: string): ReadPosition {
  const symbol = unifiedSymbol(terms)
  const posSide = row.text('posSide')
  const contracts = posSide === 'short' ? pos.abs().negated() : pos
  const side = contracts.sign() < 0 ? 'short' : 'long'
  const isIsolated = row.text('mgnMode') === 'isolated'
  const margin = isIsolated ? row.maybeDecimal('margin') : undefined
  const leverage = row.maybeDecimal('lever')
  const index = row.maybeDecimal('idxPx')
  const mark = row.maybeDecimal('markPx')
  const of = { scope: 'position', symbol, side } as const
  return {
    position: {
      row: {
        symbol,
        contracts: contracts.toString(),
        entryPrice: row.decimal('avgPx').toString(),
        ...(leverage === undefined || leverage.isZero() ? {} : { leverage: Number(leverage.toString()) }),
        ...(isIsolated ? { marginMode: 'isolated' } : {}),
        ...(margin === undefined ? {} : { isolatedMargin: margin.toString() }),
        ...(posSide === 'net' ? {} : { positionSide: side }),
      },
      file,
      path: row.path,
    },
    listing: contractListing(terms, {
      contractSize: contractSizeOf(row, terms, pos, mark),
      ...(mark === undefined ? {} : { mark: mark.toString() }),
    }),
    indexes:
      index === undefined ? assumedIndex(terms, mark) : [{ underlying: terms.base, price: index, quote: terms.quote }],
    setAside: margin === undefined ? [] : [{ asset: terms.settle, amount: margin }],
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

function sizeNotes(read: readonly ReadPosition[]): readonly string[] {
  const sizes = read.map(({ listing }) => `${listing.symbol} ${String(listing.fields['contractSize'])}`)
  return sizes.length === 0
    ? []
    : [`contract sizes from the value of the positions, unless public/instruments is given: ${listed(sizes)}`]
}
