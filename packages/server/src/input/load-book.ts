import { basename, extname } from 'node:path'
import { type Book, type Failure, parseBook } from '@plimsoll/core'
import type { StatedContractSize } from '../import/ccxt-positions.ts'
import type { Imported, ImportedPositions } from '../import/imported.ts'
import { InputError, type InputProblem, inFile } from './input-problem.ts'
import { parseJson } from './json.ts'
import type { Source } from './read-text.ts'

/** A book with what its importer left out. */
export interface LoadedBook {
  readonly book: Book
  readonly notes: readonly string[]
  /** Contract sizes that a foreign file states; they must be the market's. */
  readonly contractSizes: readonly StatedContractSize[]
}

/**
 * A book from a `plimsoll-book/1` document, a ccxt `fetchPositions()` array or a CSV, told apart by content.
 *
 * @throws InputError with every problem of both files.
 */
export async function loadBook(source: Source, balances?: Source): Promise<LoadedBook> {
  const opening = source.text.trimStart().charAt(0)
  if (opening === '[') return fromCcxt(source, balances)
  if (opening !== '{') {
    const { importCsvPositions, looksLikeCsv } = await import('../import/csv-positions.ts')
    if (looksLikeCsv(source.text) || source.name.endsWith('.csv'))
      return fromRows(importCsvPositions(source.text, source.name), source, balances)
  }
  return fromDocument(source, balances)
}

function fromDocument(source: Source, balances: Source | undefined): LoadedBook {
  const document = parseJson(source.text, source.name)
  if (!document.ok) throw new InputError(document.problems)
  const parsed = parseBook(document.value)
  const clash = balances === undefined ? [] : [ownBalances(balances.name)]
  const problems = [...(parsed.ok ? [] : inFile(source.name, parsed.problems)), ...clash]
  if (!parsed.ok || problems.length > 0) throw new InputError(problems)
  return { book: parsed.value, notes: [], contractSizes: [] }
}

function ownBalances(file: string): InputProblem {
  const message =
    'must come with imported positions: this book is a plimsoll-book/1 document, which holds its own balances'
  return { code: 'document.value', file, path: '', message }
}

async function fromCcxt(source: Source, balances: Source | undefined): Promise<LoadedBook> {
  const { importCcxtPositions } = await import('../import/ccxt-positions.ts')
  const document = parseJson(source.text, source.name)
  if (!document.ok) throw new InputError(document.problems)
  const positions = importCcxtPositions(document.value as readonly unknown[], source.name)
  return { ...(await fromRows(positions, source, balances)), contractSizes: positions.value.contractSizes }
}

async function fromRows(
  positions: Imported<ImportedPositions>,
  source: Source,
  balances: Source | undefined,
): Promise<LoadedBook> {
  const held = await balancesOf(balances)
  const { rows, paths } = positions.value
  const parsed = parseBook({
    format: 'plimsoll-book/1',
    account: accountOf(source.name),
    balances: held.value,
    positions: rows,
  })
  const fromBook = parsed.ok
    ? []
    : parsed.problems.map((found) => whereItCameFrom(found, source.name, balances?.name, paths))
  const problems = [...positions.problems, ...held.problems, ...fromBook]
  if (!parsed.ok || problems.length > 0) throw new InputError(problems)
  return {
    book: parsed.value,
    notes: [...noted(source.name, positions), ...noted(balances?.name ?? '', held)],
    contractSizes: [],
  }
}

async function balancesOf(source: Source | undefined): Promise<Imported<Readonly<Record<string, string>>>> {
  if (source === undefined)
    return { value: {}, notes: ['no balances are given: the account holds no collateral'], problems: [] }
  const { importBalances } = await import('../import/balances.ts')
  const document = parseJson(source.text, source.name)
  return document.ok
    ? importBalances(document.value, source.name)
    : { value: {}, notes: [], problems: document.problems }
}

function noted(file: string, { notes }: Imported<unknown>): readonly string[] {
  return notes.map((note) => (file === '' ? note : `${file}: ${note}`))
}

/** A problem of the book that was made, told at the place in the file that it was made from. */
function whereItCameFrom(
  { code, path, message }: Failure,
  file: string,
  balancesFile: string | undefined,
  paths: readonly string[],
): InputProblem {
  const row = /^\/positions\/(\d+)(.*)$/.exec(path)
  if (row === null) return { code, file: path.startsWith('/balances') ? (balancesFile ?? file) : file, path, message }
  const at = paths[row[1] === undefined ? -1 : Number.parseInt(row[1], 10)] ?? ''
  const field = row[2] ?? ''
  return { code, file, path: at.startsWith('/') ? `${at}${field}` : `${at}, column ${field.slice(1)}`, message }
}

/** Imported files name no account: it is called as its file. */
function accountOf(name: string): string {
  return basename(name, extname(name)) || 'imported'
}
