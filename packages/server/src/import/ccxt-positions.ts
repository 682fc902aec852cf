import { Decimal } from '@plimsoll/core'
import type { InputProblem } from '../input/input-problem.ts'
import { jsonPointer } from '../input/json-pointer.ts'
import { decimalText, isRecord, shown } from './decimal-text.ts'
import type { Imported, ImportedPositions, PositionRow } from './imported.ts'
import { isolatedMarginOf } from './isolated-margin.ts'
import { listed } from './listed.ts'

/** Fields of a ccxt position that are read. The others are the venue's own figures, which we compute ourselves. */
const fieldsRead = new Set([
  'symbol',
  'contracts',
  'contractSize',
  'side',
  'entryPrice',
  'leverage',
  'marginMode',
  'marginType',
  'collateral',
  'unrealizedPnl',
  'markPrice',
  'initialMargin',
  'hedged',
])

/** Contract size a row states, to be held against the market's. */
export interface StatedContractSize {
  readonly symbol: string
  readonly contractSize: string
  readonly path: string
}

export interface CcxtPositions extends ImportedPositions {
  readonly contractSizes: readonly StatedContractSize[]
}

/**
 * Positions of a ccxt `fetchPositions()` array, unchanged. Its `contracts` have no sign and `side` says which way; rows
 * without contracts are left out; `marginRatio`, the inverse of ours on most venues, and the venue's own margins are not
 * read, except for what is set aside for an isolated position; the notes say which fields gave it.
 */
export function importCcxtPositions(list: readonly unknown[], file: string): Imported<CcxtPositions> {
  const problems: InputProblem[] = []
  const rows: PositionRow[] = []
  const paths: string[] = []
  const contractSizes: StatedContractSize[] = []
  const empty: string[] = []
  const margins: MarginSource[] = []
  for (const [i, item] of list.entries()) {
    const path = jsonPointer(i)
    const outcome = rowOf(item)
    if (outcome === 'empty') empty.push(nameOf(item, path))
    else if ('row' in outcome) {
      rows.push(outcome.row)
      if (outcome.marginSource !== undefined) margins.push({ source: outcome.marginSource, name: nameOf(item, path) })
      paths.push(path)
      if (outcome.contractSize !== undefined)
        contractSizes.push({
          symbol: String(outcome.row.symbol),
          contractSize: outcome.contractSize,
          path: `${path}/contractSize`,
        })
    } else
      problems.push(
        ...outcome.problems.map(({ field, code, message }) => ({ code, file, path: `${path}${field}`, message })),
      )
  }
  return { value: { rows, paths, contractSizes }, notes: [...marginNotes(margins), ...notesOf(list, empty)], problems }
}

interface FieldProblem {
  readonly field: string
  readonly code: InputProblem['code']
  readonly message: string
}

interface ReadRow {
  readonly row: PositionRow
  readonly contractSize: string | undefined
  /** Where the margin of an isolated position was found; undefined for the others. */
  readonly marginSource: string | undefined
}

type RowOutcome = 'empty' | ReadRow | { readonly problems: readonly FieldProblem[] }

const marginFields = ['collateral', 'unrealizedPnl', 'initialMargin']

function rowOf(item: unknown): RowOutcome {
  if (!isRecord(item))
    return { problems: [{ field: '', code: 'document.type', message: `must be a position object, is ${shown(item)}` }] }
  if (isEmpty(item)) return 'empty'
  const contracts = signedContracts(item)
  const others = ['entryPrice', 'contractSize', 'leverage', ...(item['marginMode'] === 'isolated' ? marginFields : [])]
  const unreadable = others.flatMap((field) => notDecimal(item, field))
  if (typeof contracts !== 'string') return { problems: [contracts, ...unreadable] }
  if (unreadable.length > 0) return { problems: unreadable }
  return readRow(item, contracts)
}

/** Said of an isolated position whose row tells nothing: the book's own default. */
const noMargin = 'entryPrice, contracts and leverage'

function readRow(item: Readonly<Record<string, unknown>>, contracts: string): ReadRow {
  const isIsolated = item['marginMode'] === 'isolated'
  const margin = isIsolated ? isolatedMarginOf(item) : undefined
  return {
    row: positionOf(item, contracts, margin?.amount.toString()),
    contractSize: decimalText(item['contractSize']),
    marginSource: isIsolated ? (margin?.source ?? noMargin) : undefined,
  }
}

function positionOf(
  { symbol, entryPrice, leverage, marginMode, hedged, side }: Readonly<Record<string, unknown>>,
  contracts: string,
  isolatedMargin: string | undefined,
): PositionRow {
  return {
    symbol,
    contracts,
    ...optional('entryPrice', decimalText(entryPrice)),
    ...optional('leverage', leverageOf(leverage)),
    ...optional('marginMode', marginMode ?? undefined),
    ...optional('isolatedMargin', isolatedMargin),
    ...optional('positionSide', hedged === true ? side : undefined),
  }
}

/** Null and 0 say that the venue does not tell. */
function leverageOf(leverage: unknown): number | undefined {
  const value = Number(leverage ?? 0)
  return value === 0 ? undefined : value
}

function optional(name: keyof PositionRow, value: unknown): Partial<PositionRow> {
  return value === undefined ? {} : { [name]: value }
}

/** Venues list every instrument that was ever traded, with zero or null contracts. */
function isEmpty({ contracts, notional, side }: Readonly<Record<string, unknown>>): boolean {
  const text = decimalText(contracts)
  if (text !== undefined) return Decimal.of(text).isZero()
  const nothing = (value: unknown): boolean => value === null || value === undefined || value === 0
  return nothing(contracts) && nothing(notional) && nothing(side)
}

function signedContracts(item: Readonly<Record<string, unknown>>): string | FieldProblem {
  const { contracts, side } = item
  const text = decimalText(contracts)
  if (text === undefined)
    return {
      field: '/contracts',
      code: 'decimal.syntax',
      message: `must be a plain decimal number, is ${shown(contracts)}`,
    }
  const amount = Decimal.of(text)
  if (side === 'short') return amount.abs().negated().toString()
  if (side === 'long' && amount.sign() > 0) return text
  const message =
    side === 'long'
      ? `must not be negative on the long side, is ${text}`
      : `must be "long" or "short", is ${shown(side)}`
  return { field: side === 'long' ? '/contracts' : '/side', code: 'book.side', message }
}

function notDecimal(item: Readonly<Record<string, unknown>>, field: string): readonly FieldProblem[] {
  const value = item[field]
  if (value === null || value === undefined || decimalText(value) !== undefined) return []
  return [{ field: `/${field}`, code: 'decimal.syntax', message: `must be a plain decimal number, is ${shown(value)}` }]
}

function nameOf(item: unknown, path: string): string {
  return isRecord(item) && typeof item['symbol'] === 'string' ? item['symbol'] : path
}

interface MarginSource {
  readonly source: string
  readonly name: string
}

function marginNotes(margins: readonly MarginSource[]): readonly string[] {
  return [...Map.groupBy(margins, ({ source }) => source)].map(
    ([source, rows]) => `isolated margin from ${source}: ${listed(rows.map(({ name }) => name))}`,
  )
}

function notesOf(list: readonly unknown[], empty: readonly string[]): readonly string[] {
  const ignored = new Set(
    list.filter(isRecord).flatMap((item) => Object.keys(item).filter((key) => !fieldsRead.has(key))),
  )
  return [
    ...(empty.length > 0 ? [`left out, no contracts: ${listed(empty)}`] : []),
    ...(ignored.size > 0 ? [`ignored fields of positions: ${[...ignored].join(', ')}`] : []),
  ]
}
