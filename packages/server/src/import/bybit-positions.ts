import type { Decimal } from '@plimsoll/core'
import { bybitTerms } from './bybit-name.ts'
import { type ContractTerms, contractListing, unifiedSymbol } from './contract-listing.ts'
import { isRecord } from './decimal-text.ts'
import { listed } from './listed.ts'
import { type Fields, listsNames, readerOf } from './payload-fields.ts'
import type {
  IndexPart,
  ListingPart,
  Payload,
  PayloadKind,
  PayloadPart,
  PositionPart,
  StatedFigure,
} from './payload-part.ts'
import { liquidationFigure, statedFigures } from './stated-figures.ts'

/** `position/list` of one category. */
export const bybitPositions: PayloadKind = {
  venue: 'bybit',
  name: 'position/list',
  matches: (content) => isRecord(content) && listsNames(content['list'], 'positionIdx', 'side', 'size', 'avgPrice'),
  read: readPositions,
}

/** Sizes are in coins, of inverse contracts in dollars. */
export const bybitContractSize = '1'

function readPositions({ content, file, at }: Payload): PayloadPart {
  const reader = readerOf(file)
  const answer = reader.of(content, at)
  const category = answer.text('category')
  const empty: string[] = []
  const strange: string[] = []
  const read = answer.list('list').flatMap((row) => {
    const id = row.text('symbol')
    const terms = bybitTerms(id, category)
    const size = row.maybeDecimal('size')
    if (terms === undefined) strange.push(id)
    else if (size === undefined || size.isZero()) empty.push(id)
    else return [readPosition(row, terms, size, file)]
    return []
  })
  return {
    positions: read.map(({ position }) => position),
    listings: read.flatMap(({ listing }) => listing),
    indexes: read.flatMap(({ indexes }) => indexes),
    stated: read.flatMap(({ stated }) => stated),
    notes: [
      ...(empty.length > 0 ? [`left out, no size: ${listed(empty)}`] : []),
      ...(strange.length > 0 ? [`left out, not a symbol of ${category} contracts: ${listed(strange)}`] : []),
      ...reader.ignored('position/list'),
    ],
    problems: reader.problems,
  }
}

interface ReadPosition {
  readonly position: PositionPart
  readonly listing: readonly ListingPart[]
  readonly indexes: readonly IndexPart[]
  readonly stated: readonly StatedFigure[]
}

function readPosition(row: Fields, terms: ContractTerms, size: Decimal, file: string): ReadPosition {
  const symbol = unifiedSymbol(terms)
  const side = row.text('side') === 'Sell' ? 'short' : 'long'
  const contracts = side === 'short' ? size.abs().negated() : size
  const isIsolated = row.maybeDecimal('tradeMode')?.toString() === '1'
  const margin = isIsolated ? row.maybeDecimal('positionBalance') : undefined
  const isHedgeMode = row.maybeDecimal('positionIdx')?.isZero() === false
  const leverage = row.maybeDecimal('leverage')
  const mark = row.maybeDecimal('markPrice')
  const of = { scope: 'position', symbol, side } as const
  return {
    position: {
      row: {
        symbol,
        contracts: contracts.toString(),
        entryPrice: row.decimal('avgPrice').toString(),
        ...(leverage === undefined || leverage.isZero() ? {} : { leverage: Number(leverage.toString()) }),
        ...(isIsolated ? { marginMode: 'isolated' } : {}),
        ...(margin === undefined ? {} : { isolatedMargin: margin.toString() }),
        ...(isHedgeMode ? { positionSide: side } : {}),
      },
      file,
      path: row.path,
    },
    listing:
      mark === undefined ? [] : [contractListing(terms, { contractSize: bybitContractSize, mark: mark.toString() })],
    indexes:
      mark === undefined || terms.option !== undefined
        ? []
        : [{ underlying: terms.base, price: mark, quote: terms.quote, isAssumed: true }],
    stated: [
      ...statedFigures(row, file, of, [['maintenance margin', 'positionMM']], terms.settle).filter(
        ({ value }) => value > 0,
      ),
      ...liquidationFigure(row, file, of, 'liqPrice'),
    ],
  }
}
