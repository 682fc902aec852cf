import type { Command, ForwardPrice } from '../engine/command.ts'
import type { Book } from '../market/book.ts'
import type { MarketSnapshot } from '../market/snapshot.ts'
import { pointer } from '../num/result.ts'

/** A command, and the part of the book or the request it comes from (JSON Pointer). */
export interface Sourced {
  readonly path: string
  readonly command: Command
}

/**
 * What a book holds or orders, listed one by one (an engine that has some of it refuses only those), then every price,
 * all as of the market's instant.
 */
export function* marketCommands({ positions, orders }: Book, market: MarketSnapshot): Generator<Sourced> {
  const { at, instruments } = market
  const symbols = [...new Set([...positions, ...orders].map(({ symbol }) => symbol))]
  const quotes = symbols.flatMap((symbol) => instruments.get(symbol) ?? [])
  for (const { instrument } of quotes)
    yield { path: pointer('instruments', instrument.symbol), command: { type: 'list', at, instruments: [instrument] } }
  const marks = quotes.flatMap(({ instrument: { symbol }, mark }) =>
    mark === undefined ? [] : [[symbol, mark] as const],
  )
  const vols = quotes.flatMap(({ instrument: { symbol }, markVol }) =>
    markVol === undefined ? [] : [[symbol, markVol] as const],
  )
  yield {
    path: '/market',
    command: {
      type: 'prices',
      at,
      assets: new Map([...market.assets].map(([asset, { price, stable }]) => [asset, { price, stable }])),
      indexes: new Map([...market.underlyings].map(([underlying, { index }]) => [underlying, index])),
      forwards: [...market.forwards.values()].map(
        ({ underlying, expiryAt, price, rateFrac }): ForwardPrice => ({ underlying, expiryAt, price, rateFrac }),
      ),
      marks: new Map(marks),
      vols: new Map(vols),
    },
  }
}
