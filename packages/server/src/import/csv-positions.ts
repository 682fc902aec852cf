import { Decimal } from '@plimsoll/core'
import { parse } from 'csv-parse/sync'
import type { InputProblem } from '../input/input-problem.ts'
import { decimalText } from './decimal-text.ts'
import type { Imported, ImportedPositions, PositionRow } from './imported.ts'
import { listed } from './listed.ts'

/** Rows read at most; a book holds no more positions. */
const rowsMax = 10_000

const columnsRead = ['symbol', 'contracts', 'entryPrice'] as const
type Column = (typeof columnsRead)[number]

interface CsvRow {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

/** Whether a text looks like a table of positions: its first line has a column `symbol`. */
export function looksLikeCsv(text: string): boolean {
  const firstLine = text.slice(0, 2000).split(/\r?\n/, 1)[0] ?? ''
  return firstLine.split(/[,;\t]/).some((cell) => columnOf(cell.replaceAll('"', '')) === 'symbol')
}

/** Positions of a CSV with the columns symbol, contracts (signed) and entryPrice, in any order. Others are ignored. */
export function importCsvPositions(text: string, file: string): Imported<ImportedPositions> {
  const refuse = (code: InputProblem['code'], path: string, message: string): Imported<ImportedPositions> => ({
    value: { rows: [], paths: [] },
    notes: [],
    problems: [{ code, file, path, message }],
  })
  const read = rowsOf(text)
  if (typeof read === 'string') return refuse('document.type', '', read)
  const [header, ...rows] = read
  if (header === undefined)
    return refuse('document.missing-field', 'line 1', 'must have the columns symbol, contracts, entryPrice')
  if (rows.length > rowsMax)
    return refuse('book.too-many-positions', '', `must hold at most ${rowsMax} rows, holds more`)
  const columns = header.record.map((cell) => columnOf(cell))
  const missing = (['symbol', 'contracts'] as const).filter((name) => !columns.includes(name))
  if (missing.length > 0)
    return refuse(
      'document.missing-field',
      `line ${header.info.lines}`,
      `must have the column ${missing.join(' and ')}, has ${header.record.join(', ')}`,
    )
  return collect(rows, header, columns, file)
}

function collect(
  rows: readonly CsvRow[],
  header: CsvRow,
  columns: readonly (Column | undefined)[],
  file: string,
): Imported<ImportedPositions> {
  const problems = rows.flatMap(({ record, info }) =>
    record.length === columns.length
      ? []
      : [
          {
            code: 'document.type' as const,
            file,
            path: `line ${info.lines}`,
            message: `must have ${columns.length} cells, has ${record.length}`,
          },
        ],
  )
  const read = rows.map(({ record, info }) => ({ row: positionOf(record, columns), path: `line ${info.lines}` }))
  const held = read.filter(({ row }) => !isEmpty(row))
  const empty = read.filter(({ row }) => isEmpty(row)).map(({ row }) => String(row.symbol))
  const ignored = header.record.filter((_, i) => columns[i] === undefined)
  const notes = [
    ...(empty.length > 0 ? [`left out, no contracts: ${listed(empty)}`] : []),
    ...(ignored.length > 0 ? [`ignored columns: ${ignored.join(', ')}`] : []),
  ]
  return { value: { rows: held.map(({ row }) => row), paths: held.map(({ path }) => path) }, notes, problems }
}

/** Nothing held; what else such a row says must still be readable. */
function isEmpty({ symbol, contracts, entryPrice }: PositionRow): boolean {
  const text = decimalText(contracts)
  const isReadable = symbol !== '' && (entryPrice === undefined || decimalText(entryPrice) !== undefined)
  return isReadable && text !== undefined && Decimal.of(text).isZero()
}

function positionOf(record: readonly string[], columns: readonly (Column | undefined)[]): PositionRow {
  const cell = (name: Column): string => record[columns.indexOf(name)] ?? ''
  const entryPrice = columns.includes('entryPrice') ? cell('entryPrice') : ''
  return { symbol: cell('symbol'), contracts: cell('contracts'), ...(entryPrice === '' ? {} : { entryPrice }) }
}

function columnOf(cell: string): Column | undefined {
  const plain = cell.trim().toLowerCase().replaceAll(/[\s_]/g, '')
  return columnsRead.find((name) => name.toLowerCase() === plain)
}

/** The rows with their line numbers, or what is wrong with the quoting in words. */
function rowsOf(text: string): readonly CsvRow[] | string {
  try {
    return parse(text, {
      bom: true,
      delimiter: [',', ';', '\t'],
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      to: rowsMax + 2,
      trim: true,
    }) as unknown as readonly CsvRow[]
  } catch (error) {
    const { message, lines } = error as { message: string; lines?: number }
    return `must be a CSV, line ${lines ?? '?'}: ${message}`
  }
}
