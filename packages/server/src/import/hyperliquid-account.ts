import { Decimal } from '@plimsoll/core'
import { type ContractTerms, contractListing, unifiedSymbol } from './contract-listing.ts'
import { listed } from './listed.ts'
import { type Fields, hasNames, readerOf } from './payload-fields.ts'
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

/** `clearinghouseState`: the perpetuals account. */
export const hyperliquidAccount: PayloadKind = {
  venue: 'hyperliquid',
  name: 'clearinghouseState',
  matches: (content) => hasNames(content, 'marginSummary', 'assetPositions', 'withdrawable'),
  read: readAccount,
}

/** A perpetual of Hyperliquid; those of another exchange on it are called `xyz:TSLA`. */
export function hyperliquidTerms(coin: string): ContractTerms {
  return { id: coin, base: coin.replace(':', '-').toUpperCase(), quote: 'USDC', settle: 'USDC' }
}

const sharedFigures = [
  ['equity', 'accountValue'],
  ['initial margin', 'totalMarginUsed'],
] as const

function readAccount({ content, file, at }: Payload): PayloadPart {
  const reader = readerOf(file)
  const state = reader.of(content, at)
  const summary = state.inner('marginSummary')
  const shared = state.inner('crossMarginSummary')
  const rows = state.list('assetPositions').flatMap((row) => row.inner('position') ?? [])
  const open = rows.filter((row) => !row.decimal('szi').isZero())
  const closed = rows.filter((row) => row.decimal('szi').isZero()).map((row) => row.text('coin'))
  const read = open.map((row) => readPosition(row, file))
  const cash = (summary?.maybeDecimal('totalRawUsd') ?? Decimal.zero).plus(
    read.reduce((sum, { cost }) => sum.plus(cost), Decimal.zero),
  )
  return {
    time: state.maybeTime('time'),
    mode: 'cross',
    models: ['hyperliquid/cross'],
    balances: [{ asset: 'USDC', amount: cash }] satisfies BalancePart[],
    positions: read.map(({ position }) => position),
    listings: read.map(({ listing }) => listing),
    indexes: read.map(({ index }) => index),
    stated: [
      ...(summary === undefined
        ? []
        : statedFigures(summary, file, { scope: 'account' }, [['equity', 'accountValue']])),
      ...(shared === undefined ? [] : statedFigures(shared, file, { scope: 'shared' }, sharedFigures)),
      ...statedFigures(state, file, { scope: 'shared' }, [['maintenance margin', 'crossMaintenanceMarginUsed']]),
      ...read.flatMap(({ stated }) => stated),
    ],
    notes: [
      ...(closed.length > 0 ? [`left out, no size: ${listed(closed)}`] : []),
      'USDC is totalRawUsd with what the open positions cost at entry',
      ...reader.ignored('clearinghouseState'),
    ],
    problems: reader.problems,
  }
}

interface ReadPosition {
  readonly position: PositionPart
  readonly listing: ListingPart
  readonly index: IndexPart
  readonly cost: Decimal
  readonly stated: readonly StatedFigure[]
}

/** Digits of a mark that is a value divided by a size: a price here has five of weight. */
const markDigits = 10

function readPosition(row: Fields, file: string): ReadPosition {
  const terms = hyperliquidTerms(row.text('coin'))
  const symbol = unifiedSymbol(terms)
  const [size, entry] = [row.decimal('szi'), row.decimal('entryPx')]
  const leverage = row.inner('leverage')
  const isIsolated = leverage?.text('type') === 'isolated'
  const cost = size.times(entry)
  // Raw dollars are what is left of the margin once the position is bought.
  const raw = isIsolated ? leverage?.maybeDecimal('rawUsd') : undefined
  const multiple = leverage?.maybeDecimal('value')
  const value = Number(row.decimal('positionValue').toString()) / Math.abs(Number(size.toString()))
  const mark = Decimal.fromNumber(Number(value.toPrecision(markDigits)))
  const side = size.sign() < 0 ? 'short' : 'long'
  return {
    position: {
      row: {
        symbol,
        contracts: size.toString(),
        entryPrice: entry.toString(),
        ...(multiple === undefined ? {} : { leverage: Number(multiple.toString()) }),
        ...(isIsolated ? { marginMode: 'isolated' } : {}),
        ...(raw === undefined ? {} : { isolatedMargin: raw.plus(cost).toString() }),
      },
      file,
      path: row.path,
    },
    listing: contractListing(terms, { contractSize: '1', mark: mark.toString() }),
    index: { underlying: terms.base, price: mark, quote: 'USDC', isAssumed: true },
    cost,
    stated: liquidationFigure(row, file, { scope: 'position', symbol, side }, 'liquidationPx'),
  }
}
