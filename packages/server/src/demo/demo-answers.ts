import {
  type Comparison,
  compare,
  type MarginMode,
  type MarginRequest,
  type MarketSnapshot,
  margin,
  stress,
} from '@plimsoll/core'
import { valueOrThrow } from '../input/library-value.ts'
import { type DemoBook, demoBooks, demoMarket, loadDemo } from './demo-books.ts'

/** Everything the page shows of one demo book in one mode. */
export interface DemoAnswer extends DemoBook {
  readonly book: unknown
  readonly margin: unknown
  /** In three modes, by the models of no venue. */
  readonly compare: unknown
  /** At every venue and in every mode there is. */
  readonly venues: unknown
  readonly stress: unknown
}

/** By the models of no venue. */
const threeModes = { venues: ['generic', 'house'] }

/** Answers about the demo books, as JSON text. Books and market never change, so each is computed once. */
export class DemoAnswers {
  readonly #cache = new Map<string, Promise<string>>()
  readonly #venues = new Map<string, Comparison>()
  #market: Promise<MarketSnapshot> | undefined

  /** Undefined when there is no such book. */
  answer(name: string, mode: MarginMode | undefined): Promise<string> | undefined {
    const demo = demoBooks.find((book) => book.name === name)
    if (demo === undefined) return undefined
    const chosen = mode ?? demo.mode
    const key = `${name} ${chosen}`
    const cached = this.#cache.get(key)
    if (cached !== undefined) return cached
    const computed = this.#compute(demo, chosen)
    this.#cache.set(key, computed)
    return computed
  }

  /** The same in every mode of the page. */
  #atVenues(name: string, request: MarginRequest): Comparison {
    const known = this.#venues.get(name) ?? valueOrThrow(compare(request), { book: name, market: 'the demo market' })
    this.#venues.set(name, known)
    return known
  }

  async #compute(demo: DemoBook, mode: MarginMode): Promise<string> {
    this.#market ??= demoMarket()
    // Awaited together: where both are missing, the one that nobody waits for would end the process.
    const [{ document, book }, market] = await Promise.all([loadDemo(demo), this.#market])
    const request: MarginRequest = { book, market, mode }
    const files = { book: demo.name, market: 'the demo market' }
    const answer: DemoAnswer = {
      name: demo.name,
      title: demo.title,
      words: demo.words,
      mode,
      book: document,
      margin: valueOrThrow(margin(request), files),
      compare: valueOrThrow(compare(request, threeModes), files),
      venues: this.#atVenues(demo.name, request),
      stress: valueOrThrow(stress(request), files),
    }
    return JSON.stringify(answer)
  }
}
