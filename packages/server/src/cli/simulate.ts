import { closeSync, openSync, writeFileSync } from 'node:fs'
import { Decimal, parseInstant } from '@plimsoll/core'
import { packageFile } from '../demo/package-files.ts'
import type { PopulationReport, Study } from '../population/study.ts'
import { type History, readHistory } from '../replay/history.ts'
import { assumedFilter } from '../replay/marks.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import type { Output } from './output.ts'
import { startProgress } from './progress.ts'
import { UsageError } from './usage-error.ts'

export interface SimulateOptions {
  readonly population: string
  readonly history: readonly string[]
  readonly from?: string
  readonly to?: string
  readonly seed: string
  readonly fund?: string
  readonly funding: string
  readonly impact?: string | boolean
  readonly step?: string
  readonly report?: string
  readonly json?: boolean
}

const populationMin = 10
const populationMax = 100_000
/** Below this a crash would be walked in very many steps. */
const stepMin = 0.001
const seedMax = 2 ** 31 - 1
/** USDT in the insurance fund for each account, when nothing is said. */
const fundPerAccount = 100

const builtin = 'crash_15m_2025-10_binance_spot.csv.gz'

/** `plimsoll simulate`: the same books in each mode through a stretch of real prices. */
export async function runSimulate(options: SimulateOptions, output: Output): Promise<ExitCode> {
  const population = wholeNumber('--population', options.population, populationMin, populationMax)
  const seed = wholeNumber('--seed', options.seed, 0, seedMax)
  const fund = amount('--fund', options.fund ?? String(population * fundPerAccount))
  const fundingFrac = amount('--funding', options.funding)
  const impact = impactOf(options.impact)
  const filter = { ...assumedFilter, stepMaxFrac: stepOf(options.step) }
  const { history, name } = loadHistory(options.history)
  const { from, to } = spanOf(options, history)
  const { studyOf } = await import('../population/study.ts')
  const study = studyOf({ history, historyName: name, from, to, population, seed, fund, fundingFrac, impact, filter })
  if (study === undefined)
    throw new UsageError(`--from and --to must leave at least two bars of ${spanText(history)}, leave fewer`)
  if (options.report !== undefined) assertWritable(options.report)
  const report = runStudy(study, population, output)
  if (options.report !== undefined) await writeReport(options.report, report, output)
  if (options.json) output.json(report)
  else output.print((await import('../print/population-text.ts')).populationText(report, output.terminal))
  return exitCode.fine
}

function runStudy(study: Study, population: number, output: Output): PopulationReport {
  const isWatched = process.stderr.isTTY === true
  if (!isWatched) output.note(`${population} accounts in three modes, ${study.steps} ticks`)
  const progress = startProgress('ticks', study.steps)
  const line = isWatched ? () => undefined : plainLines(study.steps, output)
  try {
    return study.run(() => {
      progress.step()
      line()
    })
  } finally {
    progress.stop()
  }
}

const lineEveryMs = 10_000

/** Where nobody watches a bar, a line now and then tells that it goes on. */
function plainLines(steps: number, output: Output): () => void {
  let done = 0
  let toldAt = performance.now()
  return () => {
    done += 1
    if (performance.now() - toldAt < lineEveryMs) return
    toldAt = performance.now()
    output.note(`${done} of ${steps} ticks`)
  }
}

async function writeReport(path: string, report: PopulationReport, output: Output): Promise<void> {
  const { reportPage } = await import('../population/page/report-page.ts')
  writeFileSync(path, reportPage(report))
  output.note(`report written to ${path}`)
}

/** Nobody waits for a study that then cannot be written. What is in the file stays until then. */
function assertWritable(path: string): void {
  try {
    closeSync(openSync(path, 'a'))
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    throw new UsageError(`--report must be a file that can be written, the system answers ${code} for ${path}`)
  }
}

function wholeNumber(option: string, text: string, min: number, max: number): number {
  const number = /^\d{1,10}$/.test(text) ? Number.parseInt(text, 10) : Number.NaN
  if (number >= min && number <= max) return number
  throw new UsageError(`${option} must be a whole number in ${min}..${max}, is ${text === '' ? 'empty' : text}`)
}

function amount(option: string, text: string): Decimal {
  if (!Decimal.isDecimal(text) || text.length > 20 || text.startsWith('-'))
    throw new UsageError(`${option} must be a decimal that is not negative, is ${text === '' ? 'empty' : text}`)
  return Decimal.of(text).rounded(8, 'down')
}

function impactOf(impact: SimulateOptions['impact']): number {
  if (impact === undefined || impact === false) return 0
  return impact === true ? 1 : wholeNumber('--impact', impact, 1, 10_000)
}

function stepOf(text: string | undefined): number {
  if (text === undefined) return assumedFilter.stepMaxFrac
  const step = /^[01](?:\.\d{1,6})?$/.test(text) ? Number.parseFloat(text) : Number.NaN
  if (step >= stepMin && step <= 1) return step
  throw new UsageError(`--step must be a fraction in ${stepMin}..1, is ${text === '' ? 'empty' : text}`)
}

function loadHistory(names: readonly string[]): { readonly history: History; readonly name: string } {
  const paths = names.length === 0 ? ['builtin'] : names
  const files = paths.map((path) => (path === 'builtin' ? builtinPath() : path))
  return { history: readHistory(files), name: paths.join(', ') }
}

function builtinPath(): string {
  const path = packageFile(`data/history/${builtin}`)
  if (path === undefined) throw new UsageError(`--history builtin must come with the package, ${builtin} is not there`)
  return path
}

const dayMs = 86_400_000

/** A day means all of it: `--to` a day ends with it. */
function spanOf(
  { from, to }: SimulateOptions,
  { rows, barMs }: History,
): { readonly from: number; readonly to: number } {
  const first = rows[0]?.at ?? 0
  const last = (rows.at(-1)?.at ?? 0) + barMs
  const span = {
    from: from === undefined ? first : instant('--from', from),
    to: to === undefined ? last : instant('--to', to) + (isDay(to) ? dayMs : 0),
  }
  if (span.to > span.from) return span
  throw new UsageError(`--to must be after --from, ${to ?? 'the end'} is not after ${from ?? 'the beginning'}`)
}

function isDay(text: string): boolean {
  return text.length === 10
}

function instant(option: string, text: string): number {
  const at = parseInstant(isDay(text) ? `${text}T00:00:00Z` : text)
  if (at === null) throw new UsageError(`${option} must be a day such as 2025-10-06 or an instant in UTC, is ${text}`)
  return at
}

function spanText({ rows, barMs }: History): string {
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10)
  return `${day(rows[0]?.at ?? 0)} to ${day((rows.at(-1)?.at ?? 0) + barMs - 1)}`
}
