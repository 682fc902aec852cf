import type { Derivative, Option } from '../market/instrument.ts'
import { forwardKey, type InstrumentQuote, type MarketSnapshot } from '../market/snapshot.ts'
import { toRisk } from '../num/crossing.ts'
import { exp } from '../num/exp-log.ts'
import { formatInstant, yearMs } from '../num/instant.ts'
import { type Failure, failure, pointer, problem, type Result, success } from '../num/result.ts'
import { impliedVol } from './implied-vol.ts'
import { optionModelMark, type Priced, type PricedOption } from './priced.ts'

/** A priced instrument with what had to be said about its prices. */
export interface PricedWithNotes {
  readonly priced: Priced
  readonly notes: readonly Failure[]
}

/**
 * The listed derivative `symbol` at the snapshot's prices, or every price that is missing for it.
 *
 * A missing `markVol` is implied from the mark. A missing forward is the mark of the future of that expiry, else the
 * index, and a note says so. An expired option is worth its intrinsic value, and a note says so.
 */
export function priceInstrument(snapshot: MarketSnapshot, symbol: string): Result<PricedWithNotes> {
  const quote = snapshot.instruments.get(symbol)
  const path = pointer('instruments', symbol)
  if (quote === undefined)
    return failure(problem('book.unlisted', path, `must be listed in the market, ${symbol} is not`))
  const { instrument } = quote
  if (instrument.kind === 'spot')
    return failure(
      problem('book.spot-position', path, `a spot holding is a balance: ${symbol} must be in balances, is a position`),
    )
  const base = basePrices(snapshot, instrument)
  if (base === null) return failure(...missingPrices(snapshot, instrument))
  return instrument.kind === 'option'
    ? priceOption(snapshot, quote, instrument, base)
    : priceDelta1(quote, instrument, base, snapshot.at)
}

type BasePrices = Pick<Priced, 'size' | 'index' | 'quotePrice' | 'settlePrice' | 'expiryYears' | 'isShifted'>

function missingPrices(snapshot: MarketSnapshot, { underlying, quote, settle }: Derivative): readonly Failure[] {
  const problems: Failure[] = []
  if (!snapshot.underlyings.has(underlying))
    problems.push(
      problem(
        'market.missing-index',
        pointer('underlyings', underlying),
        `index of ${underlying} must be in the market, is missing`,
      ),
    )
  for (const asset of new Set([quote, settle]))
    if (assetPrice(snapshot, asset) === null)
      problems.push(
        problem(
          'market.missing-price',
          pointer('assets', asset),
          `price of ${asset} in ${snapshot.currency} must be in the market, is missing`,
        ),
      )
  return problems
}

/** Market currency per unit of `asset`: its quote, else the index of the underlying of that name; null when neither is there. */
export function assetPrice(snapshot: MarketSnapshot, asset: string): number | null {
  if (asset === snapshot.currency) return 1
  const exact = snapshot.assets.get(asset)?.price ?? snapshot.underlyings.get(asset)?.index
  return exact === undefined ? null : toRisk(exact)
}

/** Null when one of them is missing. */
function basePrices(snapshot: MarketSnapshot, instrument: Derivative): BasePrices | null {
  const index = snapshot.underlyings.get(instrument.underlying)?.index
  const quotePrice = assetPrice(snapshot, instrument.quote)
  const settlePrice = assetPrice(snapshot, instrument.settle)
  if (index === undefined || quotePrice === null || settlePrice === null) return null
  return {
    isShifted: false,
    size: toRisk(instrument.contractSize),
    index: toRisk(index),
    quotePrice,
    settlePrice,
    expiryYears: instrument.kind === 'perpetual' ? 0 : Math.max(0, (instrument.expiryAt - snapshot.at) / yearMs),
  }
}

function priceDelta1(
  quote: InstrumentQuote,
  instrument: Exclude<Derivative, Option>,
  base: BasePrices,
  at: number,
): Result<PricedWithNotes> {
  if (quote.mark === undefined) return failure(missingMark(instrument.symbol))
  const notes =
    instrument.kind === 'future' && instrument.expiryAt <= at ? [expiredNote(instrument, 'stays at its last mark')] : []
  return success({ priced: { instrument, ...base, mark: toRisk(quote.mark), option: undefined }, notes })
}

function priceOption(
  snapshot: MarketSnapshot,
  quote: InstrumentQuote,
  instrument: Option,
  base: BasePrices,
): Result<PricedWithNotes> {
  const tteYears = base.expiryYears
  const strike = toRisk(instrument.strike)
  const { forward, rateFrac, notes } = forwardOf(snapshot, instrument, base, tteYears)
  const discount = instrument.payout === 'linear' ? exp(-rateFrac * tteYears) : 1
  const terms = { right: instrument.right, strike, forward, tteYears, discount }
  if (tteYears === 0) return success(expired(instrument, base, terms))
  const mark = quote.mark === undefined ? undefined : toRisk(quote.mark)
  const vol = quote.markVol ?? (mark === undefined ? null : volOf(instrument, terms, mark))
  if (vol === null) return failure(mark === undefined ? missingMark(instrument.symbol) : noVol(instrument.symbol, mark))
  const modelMark = optionModelMark(instrument.payout, { ...terms, vol })
  const option = { ...terms, vol, residual: mark === undefined ? 0 : mark - modelMark }
  return success({ priced: { instrument, ...base, mark: mark ?? modelMark, option }, notes })
}

function volOf(instrument: Option, terms: Omit<PricedOption, 'vol' | 'residual'>, mark: number): number | null {
  const undiscounted = instrument.payout === 'inverse' ? mark * terms.forward : mark / terms.discount
  return impliedVol({ ...terms, price: undiscounted })
}

/** After expiry only the index is left to settle on. */
function expired(instrument: Option, base: BasePrices, terms: Omit<PricedOption, 'vol' | 'residual'>): PricedWithNotes {
  const option = { ...terms, forward: base.index / base.quotePrice, discount: 1, vol: 0, residual: 0 }
  const mark = optionModelMark(instrument.payout, option)
  return {
    priced: { instrument, ...base, mark, option },
    notes: [expiredNote(instrument, 'is worth its intrinsic value at the index')],
  }
}

interface ForwardQuote {
  readonly forward: number
  readonly rateFrac: number
  readonly notes: readonly Failure[]
}

function forwardOf(snapshot: MarketSnapshot, instrument: Option, base: BasePrices, tteYears: number): ForwardQuote {
  const { underlying, expiryAt } = instrument
  const quoted = snapshot.forwards.get(forwardKey(underlying, expiryAt))
  if (quoted !== undefined)
    return { forward: toRisk(quoted.price) / base.quotePrice, rateFrac: quoted.rateFrac, notes: [] }
  const future = tteYears === 0 ? null : futureMark(snapshot, instrument)
  const notes =
    tteYears === 0 ? [] : [assumedForward(instrument, future === null ? 'the index' : 'the mark of its future')]
  return { forward: (future ?? base.index) / base.quotePrice, rateFrac: 0, notes }
}

/** Mark of a dated future of the same underlying and expiry, market currency. */
function futureMark(snapshot: MarketSnapshot, { underlying, expiryAt }: Option): number | null {
  for (const { instrument, mark } of snapshot.instruments.values()) {
    if (instrument.kind !== 'future' || instrument.underlying !== underlying || instrument.expiryAt !== expiryAt)
      continue
    const quotePrice = assetPrice(snapshot, instrument.quote)
    if (mark !== undefined && quotePrice !== null) return toRisk(mark) * quotePrice
  }
  return null
}

function assumedForward({ symbol, underlying, expiryAt }: Option, instead: string): Failure {
  const message = `forward of ${underlying} for ${formatInstant(expiryAt)} is not in the market; ${symbol} uses ${instead}`
  return problem('market.forward-assumed', '/forwards', message)
}

function expiredNote({ symbol, expiryAt }: { symbol: string; expiryAt: number }, what: string): Failure {
  return problem(
    'market.expired',
    pointer('instruments', symbol),
    `${symbol} expired at ${formatInstant(expiryAt)} and ${what}`,
  )
}

function missingMark(symbol: string): Failure {
  return problem(
    'market.missing-mark',
    pointer('instruments', symbol, 'mark'),
    `mark of ${symbol} must be in the market, is missing`,
  )
}

function noVol(symbol: string, mark: number): Failure {
  return problem(
    'market.no-vol',
    pointer('instruments', symbol, 'markVol'),
    `volatility of ${symbol} must be given, its mark ${mark} does not determine one`,
  )
}
