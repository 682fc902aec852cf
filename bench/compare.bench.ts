// Compares each demo book at every venue and in every mode, the way the desk does it and a venue at a time by its whole report,
// which prices the book anew for each. Repeats interleaved in one run, the least time of each counts.
//   node --conditions=development bench/compare.bench.ts [repeats, 10 by default]
import { readFileSync } from 'node:fs'
import { compare, type MarginRequest, margin, parseBook, parseMarket, type Result } from '@plimsoll/core'

const repeats = Number(process.argv[2] ?? 10)
const budgetMs = 300
const books = ['stressed', 'hedged-options', 'cash-and-carry', 'cross-basket', 'dollar-pair', 'isolated-perpetual']

function valueOrThrow<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problems[0]?.message)
  return result.value
}

function documentOf(path: string): unknown {
  return JSON.parse(readFileSync(new URL(`../examples/${path}`, import.meta.url), 'utf8'))
}

function timed(ask: () => unknown): number {
  const from = performance.now()
  ask()
  return performance.now() - from
}

const market = valueOrThrow(parseMarket(documentOf('market-2024-01-08.json')))

for (const name of books) {
  const request: MarginRequest = { book: valueOrThrow(parseBook(documentOf(`books/${name}.json`))), market }
  const first = timed(() => compare(request))
  const { rows } = valueOrThrow(compare(request))
  const models = rows.map(({ model }) => model)
  let [together, apart] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let repeat = 0; repeat < repeats; repeat++) {
    together = Math.min(
      together,
      timed(() => compare(request)),
    )
    apart = Math.min(
      apart,
      timed(() => models.map((model) => margin({ ...request, model }))),
    )
  }
  const held = rows.filter(({ holds }) => holds).length
  console.log(
    `${name}: ${rows.length} venue-modes, ${held} hold it; the first time ${first.toFixed(0)} ms, then ${together.toFixed(1)} ms, ${(apart / together).toFixed(1)} × as fast as ${models.length} reports; ${(budgetMs / first).toFixed(1)} × within ${budgetMs} ms the first time`,
  )
}
