import type { Decimal } from '@plimsoll/core'
import { type History, historyBetween } from '../replay/history.ts'
import { replayMarket } from '../replay/market.ts'
import { type MarkFilter, marksOf, type Tick } from '../replay/marks.ts'
import { bookKinds, type PlannedBook } from './book.ts'
import { studiedModes } from './mode-rules.ts'
import { planPopulation } from './plan.ts'
import { callUse, type ModeRun, runMode, type StudyInput } from './run-mode.ts'
import { type Case, cents, leverageStepOf, leverageSteps, type Summary, summaryOf } from './summary.ts'

export interface StudyRequest {
  readonly history: History
  /** As it was named: `builtin`, or the files. */
  readonly historyName: string
  readonly from: number
  /** Exclusive. */
  readonly to: number
  readonly population: number
  readonly seed: number
  readonly fund: Decimal
  readonly fundingFrac: Decimal
  readonly impact: number
  readonly filter: MarkFilter
}

export interface NamedSummary extends Summary {
  readonly name: string
}

export interface ModeReport extends Pick<ModeRun, 'mode' | 'model' | 'fund' | 'flows' | 'series' | 'conserved'> {
  /** Every book. */
  readonly all: Summary
  /** Those that every mode opened: the same books, side by side. */
  readonly common: Summary
  readonly byKind: readonly NamedSummary[]
  readonly byLeverage: readonly NamedSummary[]
  /** Books that could not be opened, by reason. */
  readonly refused: Readonly<Record<string, number>>
  readonly commands: number
  readonly assessed: number
  readonly bruteForce: number
}

/** Prices of a coin over the study, USDT. */
export interface CoinPath {
  readonly coin: string
  readonly first: number
  readonly last: number
  /** Lowest mark. */
  readonly low: number
  /** Lowest trade of the bars. */
  readonly tradedLow: number
}

/** The whole study, the same for the same request on every machine. */
export interface PopulationReport {
  readonly format: 'plimsoll-population/1'
  readonly population: number
  readonly seed: number
  readonly history: {
    readonly name: string
    readonly from: string
    readonly to: string
    readonly barMinutes: number
    readonly bars: number
    readonly ticks: number
    readonly coins: readonly CoinPath[]
  }
  readonly assumptions: {
    readonly fund: string
    readonly fundingFrac: string
    readonly impact: number
    readonly callUse: number
    readonly filter: MarkFilter
    readonly volatility: string
  }
  readonly books: {
    readonly byKind: Readonly<Record<string, number>>
    /** Of perpetuals, at each book's opening, USDT. */
    readonly longNotional: number
    readonly shortNotional: number
  }
  readonly modes: readonly ModeReport[]
}

/** Ticks of a study: what its progress counts, once for each mode. */
export interface Study {
  readonly steps: number
  readonly run: (onTick: () => void) => PopulationReport
}

/** Prepares a study; undefined when the history has fewer than two bars between the dates. */
export function studyOf(request: StudyRequest): Study | undefined {
  const history = historyBetween(request.history, request.from, request.to)
  if (history.rows.length < 2) return undefined
  const ticks = marksOf(history, request.filter)
  const market = replayMarket(history.coins, ticks)
  const { population, seed, fund, fundingFrac, impact } = request
  const books = planPopulation({ market, ticks, population, seed })
  const input: StudyInput = { market, ticks, books, fund, fundingFrac, impact }
  return {
    steps: ticks.length * studiedModes.length,
    run: (onTick) => {
      const runs = studiedModes.map((mode) => runMode(mode, input, onTick))
      return reportOf(request, history, input, runs)
    },
  }
}

function reportOf(
  request: StudyRequest,
  history: History,
  input: StudyInput,
  runs: readonly ModeRun[],
): PopulationReport {
  const { ticks, books, market } = input
  const openedByAll = books.map((_, i) => runs.every(({ outcomes }) => outcomes[i]?.opened === true))
  return {
    format: 'plimsoll-population/1',
    population: request.population,
    seed: request.seed,
    history: {
      name: request.historyName,
      from: new Date(history.rows[0]?.at ?? 0).toISOString(),
      to: new Date((history.rows.at(-1)?.at ?? 0) + history.barMs).toISOString(),
      barMinutes: history.barMs / 60_000,
      bars: history.rows.length,
      ticks: ticks.length,
      coins: pathsOf(history, ticks),
    },
    assumptions: {
      fund: request.fund.toString(),
      fundingFrac: request.fundingFrac.toString(),
      impact: request.impact,
      callUse,
      filter: request.filter,
      volatility: [...new Map(market.options.map(({ coin, vol }) => [coin, vol]))]
        .map(([coin, vol]) => `${coin} ${vol}`)
        .join(', '),
    },
    books: { byKind: countsOf(books.map(({ kind }) => kind)), ...notionalsOf(books, input) },
    modes: runs.map((run) => modeReport(run, books, openedByAll)),
  }
}

function pathsOf({ coins, rows }: History, ticks: readonly Tick[]): readonly CoinPath[] {
  return coins.map((coin, i) => {
    const marks = ticks.map(({ prices }) => prices[i] as number)
    return {
      coin,
      first: marks[0] as number,
      last: marks.at(-1) as number,
      low: marks.reduce((least, mark) => Math.min(least, mark)),
      tradedLow: rows.reduce((least, { bars }) => Math.min(least, bars[i]?.low ?? least), Number.POSITIVE_INFINITY),
    }
  })
}

function notionalsOf(
  books: readonly PlannedBook[],
  { market, ticks }: StudyInput,
): { readonly longNotional: number; readonly shortNotional: number } {
  let longNotional = 0
  let shortNotional = 0
  for (const { legs, tick } of books)
    for (const { symbol, contracts } of legs) {
      const coin = market.perpetuals.indexOf(symbol)
      if (coin < 0) continue
      const notional = Number(contracts.toString()) * (ticks[tick]?.prices[coin] as number)
      if (notional > 0) longNotional += notional
      else shortNotional -= notional
    }
  return { longNotional: cents(longNotional), shortNotional: cents(shortNotional) }
}

function modeReport(run: ModeRun, books: readonly PlannedBook[], openedByAll: readonly boolean[]): ModeReport {
  const { mode, model, fund, flows, series, conserved, commands, assessed, bruteForce, outcomes } = run
  const cases = books.map((book, i): Case => ({ book, outcome: outcomes[i] as Case['outcome'] }))
  const grouped = (names: readonly string[], of: (book: PlannedBook) => string): readonly NamedSummary[] => {
    const groups = Map.groupBy(cases, ({ book }) => of(book))
    return names.flatMap((name) => {
      const group = groups.get(name)
      return group === undefined ? [] : [{ name, ...summaryOf(group) }]
    })
  }
  return {
    mode,
    model,
    all: summaryOf(cases),
    common: summaryOf(cases.filter((_, i) => openedByAll[i])),
    byKind: grouped(bookKinds, ({ kind }) => kind),
    byLeverage: grouped(
      leverageSteps.map(({ name }) => name),
      leverageStepOf,
    ),
    refused: countsOf(outcomes.flatMap(({ why }) => why ?? [])),
    fund: inCents(fund),
    flows: inCents(flows),
    series: {
      ...series,
      price: series.price.map(cents),
      volume: series.volume.map(cents),
      fund: series.fund.map(cents),
    },
    conserved,
    commands,
    assessed,
    bruteForce,
  }
}

function inCents<T extends Readonly<Record<string, number>>>(amounts: T): T {
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, cents(amount)])) as T
}

function countsOf(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
