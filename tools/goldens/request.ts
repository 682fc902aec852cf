import { type MarginRequest, parseBook, parseMarket, type Result } from '@plimsoll/core'
import type { GoldenCase } from '../../goldens/golden-case.ts'

/** The question a case asks; its documents must parse. */
export function requestOf({ name, model, market, book, parameters }: GoldenCase): MarginRequest {
  return {
    market: parsed(parseMarket(market), name),
    book: parsed(parseBook(book), name),
    model,
    ...(parameters === undefined ? {} : { parameters }),
  }
}

function parsed<T>(result: Result<T>, name: string): T {
  if (result.ok) return result.value
  throw new Error(`${name}: ${result.problems.map(({ path, message }) => `${path} ${message}`).join('; ')}`)
}
