import { contractListing, unifiedSymbol } from './contract-listing.ts'
import { deribitTerms } from './deribit-name.ts'
import { type HeldRow, heldRows, joined, ofPosition, positionPart, sidedContracts } from './held-positions.ts'
import { type Fields, listsNames, readerOf } from './payload-fields.ts'
import type { BalancePart, Payload, PayloadKind, PayloadPart } from './payload-part.ts'
import { liquidationFigure } from './stated-figures.ts'

/** `private/get_positions`. */
export const deribitPositions: PayloadKind = {
  venue: 'deribit',
  name: 'get_positions',
  matches: (content) => listsNames(content, 'instrument_name', 'size', 'average_price', 'direction', 'mark_price'),
  read: readPositions,
}

/** One contract is one dollar of an inverse future, one coin of the others: the unit in which Deribit gives sizes. */
const contractSize = '1'

const settledNote =
  'profit that was settled into the balance before today is counted in the positions, from their average price'

function readPositions({ content, file, at }: Payload): PayloadPart {
  const reader = readerOf(file)
  const { held, notes } = heldRows(
    reader.each(content, at),
    (row) => {
      const id = row.text('instrument_name')
      return { id, terms: deribitTerms(id), size: row.decimal('size') }
    },
    { empty: 'no size', strange: 'no single contract' },
  )
  const read = joined(held.map((row) => readPosition(row, file)))
  return {
    ...read,
    notes: [...notes, ...(read.balances.length > 0 ? [settledNote] : []), ...reader.ignored('get_positions')],
    problems: reader.problems,
  }
}

function readPosition({ row, terms, size }: HeldRow, file: string): PayloadPart {
  const leverage = row.maybeDecimal('leverage')
  const position = {
    symbol: unifiedSymbol(terms),
    contracts: sidedContracts(row, size, {
      side: row.text('direction') === 'sell' ? 'short' : 'long',
      sideField: 'direction',
      sizeField: 'size',
    }),
    entry: row.decimal('average_price'),
    leverage: terms.option === undefined ? leverage : undefined,
  }
  const index = row.maybeDecimal('index_price')
  return {
    positions: [positionPart(row, file, position)],
    listings: [contractListing(terms, { contractSize, mark: row.decimal('mark_price').toString() })],
    indexes: index === undefined ? [] : [{ underlying: terms.base, price: index, quote: terms.quote }],
    balances: terms.option === undefined ? settledProfit(row, terms.settle) : [],
    stated: liquidationFigure(row, file, ofPosition(position), 'estimated_liquidation_price'),
  }
}

/** What an open future made before the last daily settlement: in the balance already, and in its profit from the average price. */
function settledProfit(row: Fields, asset: string): readonly BalancePart[] {
  const [total, floating] = [row.maybeDecimal('total_profit_loss'), row.maybeDecimal('floating_profit_loss')]
  if (total === undefined || floating === undefined || total.equals(floating)) return []
  return [{ asset, amount: floating.minus(total) }]
}
