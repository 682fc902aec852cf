import { yearMs } from '../num/instant.ts'
import { black76 } from '../pricing/black76.ts'
import { text } from './arbitrary-account.ts'
import type { Fields } from './builders.ts'

/** Index after ÷ before of an underlying. */
export type FactorOf = (underlying: string) => number

type Rows = readonly Fields[]

/**
 * The market document after a move, made without the library's own shift: indexes, coins, forwards and marks times the
 * factor, stablecoins where they are, options that have a mark marked again by Black-76 with what their mark was off
 * the model kept.
 */
export function movedMarket(market: Fields, factorOf: FactorOf): Fields {
  const forwards = (market['forwards'] as Rows | undefined) ?? []
  return {
    ...market,
    assets: Object.fromEntries(
      Object.entries(market['assets'] as Record<string, Fields>).map(([asset, quote]) => [
        asset,
        quote['stable'] === true ? quote : { ...quote, price: times(quote['price'], factorOf(asset)) },
      ]),
    ),
    underlyings: Object.fromEntries(
      Object.entries(market['underlyings'] as Record<string, Fields>).map(([coin, { index }]) => [
        coin,
        { index: times(index, factorOf(coin)) },
      ]),
    ),
    forwards: forwards.map((row) => ({ ...row, price: times(row['price'], factorOf(row['underlying'] as string)) })),
    instruments: (market['instruments'] as Rows).map((row) =>
      movedListing(market, row, factorOf(row['underlying'] as string)),
    ),
  }
}

function movedListing(market: Fields, row: Fields, factor: number): Fields {
  const { kind, mark } = row
  if (mark === undefined) return row
  if (kind !== 'option') return { ...row, mark: times(mark, factor) }
  const residual = Number(mark) - modelMark(market, row, 1)
  return { ...row, mark: text(Math.max(0, modelMark(market, row, factor) + residual)) }
}

/** Black-76 at `factor` times the forward, in the unit of the mark. */
export function modelMark(
  market: Fields,
  { underlying, expiry, strike, right, quote, payout, markVol }: Fields,
  factor: number,
): number {
  const row = ((market['forwards'] as Rows | undefined) ?? []).find(
    (each) => each['underlying'] === underlying && each['expiry'] === expiry,
  )
  if (row === undefined) throw new Error(`no forward of ${String(underlying)} for ${String(expiry)}`)
  const quotePrice = Number((market['assets'] as Record<string, Fields>)[quote as string]?.['price'] ?? 1)
  const forward = (Number(row['price']) / quotePrice) * factor
  const tteYears = (Date.parse(expiry as string) - Date.parse(market['at'] as string)) / yearMs
  const price = black76({
    right: right as 'call' | 'put',
    forward,
    strike: Number(strike),
    vol: Number(markVol),
    tteYears,
  })
  return payout === 'inverse' ? price / forward : price * Math.exp(-Number(row['rate'] ?? 0) * tteYears)
}

function times(price: unknown, factor: number): string {
  return text(Number(price) * factor)
}
