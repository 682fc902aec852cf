import type { Decimal } from '@plimsoll/core'
import { contractListing, unifiedSymbol } from './contract-listing.ts'
import { deribitTerms } from './deribit-name.ts'
import { listed } from './listed.ts'
import { type Fields, listsNames, readerOf } from './payload-fields.ts'
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

function readPositions({ content, file, at }: Payload): PayloadPart {
  const reader = readerOf(file)
  const empty: string[] = []
  const strange: string[] = []
  const read = reader.each(content, at).flatMap((row) => {
    const name = row.text('instrument_name')
    const terms = deribitTerms(name)
    const size = row.decimal('size')
    if (terms === undefined) strange.push(name)
    else if (size.isZero()) empty.push(name)
    else return [readPosition(row, { symbol: unifiedSymbol(terms), terms, size, file })]
    return []
  })
  const settled = read.flatMap((each) => each.settled)
  return {
    positions: read.map(({ position }) => position),
    listings: read.map(({ listing }) => listing),
    indexes: read.flatMap(({ index }) => index),
    balances: settled,
    stated: read.flatMap(({ stated }) => stated),
    notes: [
      ...(empty.length > 0 ? [`left out, no size: ${listed(empty)}`] : []),
      ...(strange.length > 0 ? [`left out, no single contract: ${listed(strange)}`] : []),
      ...(settled.length > 0
        ? [
            'profit that was settled into the balance before today is counted in the positions, from their average price',
          ]
        : []),
      ...reader.ignored('get_positions'),
    ],
    problems: reader.problems,
  }
}

interface Context {
  readonly symbol: string
  readonly terms: NonNullable<ReturnType<typeof deribitTerms>>
  readonly size: Decimal
  readonly file: string
}

interface ReadPosition {
  readonly position: PositionPart
  readonly listing: ListingPart
  readonly index: readonly IndexPart[]
  readonly settled: readonly BalancePart[]
  readonly stated: readonly StatedFigure[]
}

function readPosition(row: Fields, { symbol, terms, size, file }: Context): ReadPosition {
  const direction = row.text('direction')
  const contracts = direction === 'sell' ? size.abs().negated() : size
  const index = row.maybeDecimal('index_price')
  const leverage = row.maybeDecimal('leverage')
  return {
    position: {
      row: {
        symbol,
        contracts: contracts.toString(),
        entryPrice: row.decimal('average_price').toString(),
        ...(leverage === undefined || leverage.isZero() || terms.option !== undefined
          ? {}
          : { leverage: Number(leverage.toString()) }),
      },
      file,
      path: row.path,
    },
    listing: contractListing(terms, { contractSize, mark: row.decimal('mark_price').toString() }),
    index: index === undefined ? [] : [{ underlying: terms.base, price: index, quote: terms.quote }],
    settled: terms.option === undefined ? settledProfit(row, terms.settle) : [],
    stated: liquidationFigure(
      row,
      file,
      { scope: 'position', symbol, side: contracts.sign() < 0 ? 'short' : 'long' },
      'estimated_liquidation_price',
    ),
  }
}

/** What an open future made before the last daily settlement: in the balance already, and in its profit from the average price. */
function settledProfit(row: Fields, asset: string): readonly BalancePart[] {
  const [total, floating] = [row.maybeDecimal('total_profit_loss'), row.maybeDecimal('floating_profit_loss')]
  if (total === undefined || floating === undefined || total.equals(floating)) return []
  return [{ asset, amount: floating.minus(total) }]
}
