import { bybitTerms } from './bybit-name.ts'
import { contractListing, unifiedSymbol } from './contract-listing.ts'
import { isRecord } from './decimal-text.ts'
import { type HeldRow, heldRows, joined, ofPosition, positionPart, sidedContracts } from './held-positions.ts'
import { listsNames, readerOf } from './payload-fields.ts'
import type { Payload, PayloadKind, PayloadPart } from './payload-part.ts'
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
  const { held, notes } = heldRows(
    answer.list('list'),
    (row) => {
      const id = row.text('symbol')
      return { id, terms: bybitTerms(id, category), size: row.maybeDecimal('size') }
    },
    { empty: 'no size', strange: `not a symbol of ${category} contracts` },
  )
  return {
    ...joined(held.map((row) => readPosition(row, file))),
    notes: [...notes, ...reader.ignored('position/list')],
    problems: reader.problems,
  }
}

function readPosition({ row, terms, size }: HeldRow, file: string): PayloadPart {
  const isIsolated = row.maybeDecimal('tradeMode')?.toString() === '1'
  const position = {
    symbol: unifiedSymbol(terms),
    contracts: sidedContracts(row, size, {
      side: row.text('side') === 'Sell' ? 'short' : 'long',
      sideField: 'side',
      sizeField: 'size',
    }),
    entry: row.decimal('avgPrice'),
    leverage: row.maybeDecimal('leverage'),
    isIsolated,
    margin: isIsolated ? row.maybeDecimal('positionBalance') : undefined,
    isOneSide: row.maybeDecimal('positionIdx')?.isZero() === false,
  }
  const mark = row.maybeDecimal('markPrice')
  const of = ofPosition(position)
  return {
    positions: [positionPart(row, file, position)],
    listings:
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
