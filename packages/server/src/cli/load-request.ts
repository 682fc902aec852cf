import { type MarginRequest, venues } from '@plimsoll/core'
import type { StatedFigure } from '../import/payload-part.ts'
import { InputError, type InputProblem } from '../input/input-problem.ts'
import type { InputFiles } from '../input/library-value.ts'
import { type LoadedBook, loadBook } from '../input/load-book.ts'
import { contractSizeProblems, loadMarket } from '../input/load-market.ts'
import { marginModes } from '../input/margin-modes.ts'
import { readText, type Source } from '../input/read-text.ts'
import { loadPayloads } from './load-payloads.ts'
import { isParamsFile, paramsDocument } from './params-file.ts'
import type { RequestOptions } from './request-options.ts'
import { oneOf, UsageError } from './usage-error.ts'

export interface LoadedRequest {
  readonly request: MarginRequest
  /** Names of the files, for problems found later. */
  readonly files: InputFiles
  /** What importers left out. */
  readonly notes: readonly string[]
  /** What the venue says of the account itself, where its payloads were read. */
  readonly stated: readonly StatedFigure[]
}

/**
 * Reads the files a command names and checks its words.
 *
 * @throws UsageError for an unknown mode, venue or model; InputError with every problem of every file.
 */
export async function loadRequest(bookPath: string | undefined, options: RequestOptions): Promise<LoadedRequest> {
  if (options.payloads !== undefined) return payloadRequest(bookPath, options, options.payloads)
  if (bookPath === undefined) throw new UsageError('a book is needed: BOOK, or --payloads FILE...')
  if (options.at !== undefined) throw new UsageError('--at is for --payloads: a book’s market has its instant')
  const words = checkedWords(options)
  const marketPath = options.market
  if (marketPath === undefined) throw new UsageError('the market is needed: --market FILE')
  refuseSharedInput([bookPath, marketPath, options.balances, options.params])
  const [book, market, parameters] = await allOf([
    () => bookOf(bookPath, options.balances),
    async () => loadMarket(await readText(marketPath)),
    () => parametersOf(options),
  ] as const)
  const sizes = contractSizeProblems(book.contractSizes, market, bookPath)
  if (sizes.length > 0) throw new InputError(sizes)
  return {
    request: { book: book.book, market, ...words, ...(parameters === undefined ? {} : { parameters }) },
    files: { book: bookPath, market: marketPath, params: paramsName(options) },
    notes: book.notes,
    stated: [],
  }
}

/** The account of a venue's own payloads, by its own rules unless others are asked for. */
async function payloadRequest(
  bookPath: string | undefined,
  options: RequestOptions,
  paths: readonly string[],
): Promise<LoadedRequest> {
  if (bookPath !== undefined) throw new UsageError(`give a book or --payloads, not both: ${bookPath} is a book`)
  if (options.balances !== undefined) throw new UsageError('--balances goes with a book; payloads have their own')
  const words = checkedWords(options)
  refuseSharedInput([...paths, options.market, options.params])
  const [account, parameters] = await allOf([
    () => loadPayloads(paths, { market: options.market, at: options.at }),
    () => parametersOf(options),
  ] as const)
  const { book, market, notes, stated } = account
  const files = {
    book: paths.join(', '),
    market: options.market ?? paths.join(', '),
    params: paramsName(options),
  }
  return {
    request: { book, market, ...words, ...(parameters === undefined ? {} : { parameters }) },
    files,
    notes,
    stated,
  }
}

function checkedWords(options: RequestOptions): Partial<MarginRequest> {
  const words = knownWords(options)
  refuseContradiction(words)
  return words
}

/** A model has one venue and one mode, and a venue its modes. */
function refuseContradiction({ mode, venue, model }: Partial<MarginRequest>): void {
  const all = venues().flatMap(({ name, models }) => models.map((each) => ({ venue: name, ...each })))
  const named = all.find(({ name }) => name === model)
  if (named !== undefined && venue !== undefined && named.venue !== venue)
    throw new UsageError(`--venue of ${named.name} must be ${named.venue}, is ${venue}`)
  if (named !== undefined && mode !== undefined && named.mode !== mode)
    throw new UsageError(`--mode of ${named.name} must be ${named.mode}, is ${mode}`)
  const modes = new Set<string>(all.filter((each) => each.venue === venue).map((each) => each.mode))
  if (venue !== undefined && mode !== undefined && !modes.has(mode))
    throw new UsageError(`--mode of ${venue} must be one of ${[...modes].join(', ')}, is ${mode}`)
}

function knownWords({ mode, venue, model, currency }: RequestOptions): Partial<MarginRequest> {
  const known = venues()
  const models = known.flatMap((each) => each.models.map(({ name }) => name))
  return {
    ...(mode === undefined ? {} : { mode: oneOf('--mode', mode, marginModes) }),
    ...(venue === undefined
      ? {}
      : {
          venue: oneOf(
            '--venue',
            venue,
            known.map(({ name }) => name),
          ),
        }),
    ...(model === undefined ? {} : { model: oneOf('--model', model, models) }),
    ...(currency === undefined ? {} : { currency }),
  }
}

function refuseSharedInput(paths: readonly (string | undefined)[]): void {
  if (paths.filter((path) => path === '-').length > 1) throw new UsageError('only one file can be - (standard input)')
}

async function bookOf(path: string, balancesPath: string | undefined): Promise<LoadedBook> {
  const [source, balances] = await allOf([
    () => readText(path),
    async (): Promise<Source | undefined> => (balancesPath === undefined ? undefined : await readText(balancesPath)),
  ] as const)
  return loadBook(source, balances)
}

/** A file where one is there, otherwise the name of a built-in set, which the library looks up. */
async function parametersOf({ params: setOrFile, model }: RequestOptions): Promise<unknown> {
  if (setOrFile === undefined) return undefined
  if (isParamsFile(setOrFile)) return paramsDocument(setOrFile)
  return oneOf('--params, when it names no file,', setOrFile, setsOf(model))
}

/** What problems of the parameters are told in: their file, or the option that names a set. */
function paramsName({ params }: RequestOptions): string {
  return params !== undefined && isParamsFile(params) ? params : '--params'
}

/** Names of the built-in sets of one model, or of all. */
function setsOf(model: string | undefined): readonly string[] {
  const models = venues().flatMap((venue) => venue.models)
  const asked = model === undefined ? models : models.filter(({ name }) => name === model)
  return [...new Set(asked.flatMap(({ sets }) => sets.map(({ set }) => set)))]
}

type Loaded<T extends readonly (() => Promise<unknown>)[]> = { [K in keyof T]: Awaited<ReturnType<T[K]>> }

/** Every result, or the problems of all that failed together. */
async function allOf<const T extends readonly (() => Promise<unknown>)[]>(loads: T): Promise<Loaded<T>> {
  const outcomes = await Promise.allSettled(loads.map((load) => load()))
  const problems: InputProblem[] = []
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') continue
    if (!(outcome.reason instanceof InputError)) throw outcome.reason
    problems.push(...outcome.reason.problems)
  }
  if (problems.length > 0) throw new InputError(problems)
  return outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : undefined)) as Loaded<T>
}
