import { Decimal } from '@plimsoll/core'
import { type ContractTerms, contractListing, unifiedSymbol } from './contract-listing.ts'
import { type HeldRow, heldRows, joined, ofPosition, positionPart } from './held-positions.ts'
import { hasNames, readerOf } from './payload-fields.ts'
import type { Payload, PayloadKind, PayloadPart } from './payload-part.ts'
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
  const { held, notes } = heldRows(
    state.list('assetPositions').flatMap((row) => row.inner('position') ?? []),
    (row) => {
      const id = row.text('coin')
      return { id, terms: hyperliquidTerms(id), size: row.decimal('szi') }
    },
    { empty: 'no size', strange: 'no contract' },
  )
  const read = joined(held.map((row) => readPosition(row, file)))
  const cash = held.reduce((sum, row) => sum.plus(costOf(row)), summary?.maybeDecimal('totalRawUsd') ?? Decimal.zero)
  return {
    time: state.maybeTime('time'),
    mode: 'cross',
    models: ['hyperliquid/cross'],
    ...read,
    balances: [{ asset: 'USDC', amount: cash }],
    stated: [
      ...(summary === undefined
        ? []
        : statedFigures(summary, file, { scope: 'account' }, [['equity', 'accountValue']])),
      ...(shared === undefined ? [] : statedFigures(shared, file, { scope: 'shared' }, sharedFigures)),
      ...statedFigures(state, file, { scope: 'shared' }, [['maintenance margin', 'crossMaintenanceMarginUsed']]),
      ...read.stated,
    ],
    notes: [
      ...notes,
      'USDC is totalRawUsd with what the open positions cost at entry',
      ...reader.ignored('clearinghouseState'),
    ],
    problems: reader.problems,
  }
}

function costOf({ row, size }: Pick<HeldRow, 'row' | 'size'>): Decimal {
  return size.times(row.decimal('entryPx'))
}

/** Digits of a mark that is a value divided by a size: a price here has five of weight. */
const markDigits = 10

function readPosition({ row, terms, size }: HeldRow, file: string): PayloadPart {
  const leverage = row.inner('leverage')
  const isIsolated = leverage?.text('type') === 'isolated'
  const position = {
    symbol: unifiedSymbol(terms),
    contracts: size,
    entry: row.decimal('entryPx'),
    leverage: leverage?.maybeDecimal('value'),
    isIsolated,
    // Raw dollars are what is left of the margin once the position is bought.
    margin: isIsolated ? leverage?.maybeDecimal('rawUsd')?.plus(costOf({ row, size })) : undefined,
  }
  const value = Number(row.decimal('positionValue').toString()) / Math.abs(Number(size.toString()))
  const mark = Decimal.fromNumber(Number(value.toPrecision(markDigits)))
  return {
    positions: [positionPart(row, file, position)],
    listings: [contractListing(terms, { contractSize: '1', mark: mark.toString() })],
    indexes: [{ underlying: terms.base, price: mark, quote: 'USDC', isAssumed: true }],
    stated: liquidationFigure(row, file, ofPosition(position), 'liquidationPx'),
  }
}
