import { z } from 'zod'
import type { Instrument } from '../market/instrument.ts'
import {
  type AssetQuote,
  type Forward,
  forwardKey,
  type InstrumentQuote,
  type MarketSnapshot,
} from '../market/snapshot.ts'
import { Decimal } from '../num/decimal.ts'
import { type EpochMs, parseInstant, yearMs } from '../num/instant.ts'
import { type Failure, failure, problem, type Result, success } from '../num/result.ts'
import { countOf, decimalText, instantText, measure, name, unitFraction } from './field.ts'
import { failuresOf, firstOf, reservedNames } from './problems.ts'

/** Instruments a market document may hold. */
export const instrumentsMax = 100_000

/** 2 400 % a year: above this no venue quotes, and total volatility leaves the range the pricing is tested in. */
const volMax = 24

/** 1 000 % a year, either way. */
const rateMax = 10

/** Years to the latest expiry. With `rateMax` it keeps discount factors within what a double holds. */
const horizonYears = 30

const quote = { confidence: unitFraction().optional(), at: instantText().optional() }

const asset = z.strictObject({
  price: decimalText('positive'),
  stable: z.boolean().optional(),
  twap: decimalText('positive').optional(),
  stablePrice: decimalText('positive').optional(),
  ...quote,
})

const underlying = z.strictObject({ index: decimalText('positive'), ...quote })

const forward = z.strictObject({
  underlying: name(),
  expiry: instantText(),
  price: decimalText('positive'),
  rate: measure('any', rateMax).optional(),
  rateConfidence: unitFraction().optional(),
  fixedPart: decimalText('non-negative').optional(),
  ...quote,
})

const listed = {
  symbol: name(),
  id: name().optional(),
  underlying: name(),
  quote: name(),
  openInterest: decimalText('non-negative').optional(),
  volume24h: decimalText('non-negative').optional(),
  ...quoteOf('positive'),
}

const contract = {
  ...listed,
  settle: name(),
  payout: z.enum(['linear', 'inverse']),
  contractSize: decimalText('positive'),
}

function quoteOf(range: 'positive' | 'non-negative') {
  return { mark: decimalText(range).optional(), ...quote }
}

/** A listing: an instrument, and its quote when it has one. */
const instrument = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('spot'), ...listed }),
  z.strictObject({
    kind: z.literal('perpetual'),
    ...contract,
    fundingRate: measure().optional(),
    fundingIntervalHours: measure('positive').optional(),
  }),
  z.strictObject({ kind: z.literal('future'), ...contract, expiry: instantText() }),
  z.strictObject({
    kind: z.literal('option'),
    ...contract,
    ...quoteOf('non-negative'),
    expiry: instantText(),
    strike: decimalText('positive'),
    right: z.enum(['call', 'put']),
    markVol: measure('non-negative', volMax).optional(),
    volConfidence: unitFraction().optional(),
  }),
])

/** An instrument as a listing tells it, for other documents that list some. */
export const instrumentSchema: z.ZodType<Instrument> = instrument.transform(instrumentOf)

/** `plimsoll-market/1`. */
const marketSchema = z.strictObject({
  format: z.literal('plimsoll-market/1'),
  at: instantText(),
  currency: name(),
  assets: z.record(name(), asset),
  underlyings: z.record(name(), underlying),
  forwards: z.array(forward).optional(),
  instruments: z.array(instrument).max(instrumentsMax),
})

type MarketDocument = z.infer<typeof marketSchema>
/** A listing as it is written. */
type InstrumentDocument = z.infer<typeof instrument>

/** JSON Schema of `plimsoll-market/1`. */
export function marketJsonSchema(): object {
  return z.toJSONSchema(marketSchema, { io: 'input' })
}

/** The snapshot a market document tells of, or every problem in it. */
export function parseMarket(document: unknown): Result<MarketSnapshot> {
  const count = countOf(document, 'instruments')
  if (count > instrumentsMax)
    return failure(problem('document.too-large', '/instruments', `must hold at most ${instrumentsMax}, holds ${count}`))
  const parsed = marketSchema.safeParse(document)
  if (!parsed.success) return failure(...failuresOf(parsed.error.issues, document))
  const problems = [
    ...reservedNames(document, 'assets'),
    ...reservedNames(document, 'underlyings'),
    ...duplicates(parsed.data),
    ...settlementProblems(parsed.data),
    ...distantExpiries(parsed.data),
  ]
  return problems.length > 0 ? failure(...firstOf(problems)) : success(snapshotOf(parsed.data))
}

function duplicates({ instruments, forwards = [] }: MarketDocument): readonly Failure[] {
  return [
    ...repeatedKeys(instruments.map(({ symbol }) => symbol)).map(({ key, at, first }) =>
      problem(
        'market.duplicate-symbol',
        `/instruments/${at}/symbol`,
        `must be listed once, ${key} is also at /instruments/${first}`,
      ),
    ),
    ...repeatedKeys(forwards.map(({ underlying, expiry }) => forwardKey(underlying, instant(expiry)))).map(
      ({ at, first }) =>
        problem(
          'market.duplicate-forward',
          `/forwards/${at}`,
          `must be listed once, its expiry is also at /forwards/${first}`,
        ),
    ),
  ]
}

function distantExpiries({ at, instruments }: MarketDocument): readonly Failure[] {
  const latestAt = instant(at) + horizonYears * yearMs
  return instruments.flatMap((listing, i) => {
    if (!('expiry' in listing) || instant(listing.expiry) <= latestAt) return []
    const message = `must be within ${horizonYears} years of the market's instant, is ${listing.expiry}`
    return [problem('document.value', `/instruments/${i}/expiry`, message)]
  })
}

/** What a contract pays in follows from its payout; a quanto is neither, and would be valued in the wrong money. */
function settlementProblems({ instruments, assets, currency }: MarketDocument): readonly Failure[] {
  const isMoney = (asset: string): boolean => asset === currency || assets[asset]?.stable === true
  return instruments.flatMap((listing, at) => {
    if (listing.kind === 'spot') return []
    const { payout, settle, quote, underlying } = listing
    if (payout === 'inverse' ? settle === underlying : settle === quote || isMoney(settle)) return []
    const rule = payout === 'inverse' ? `its underlying ${underlying}` : `its quote ${quote} or a stable asset`
    return [
      problem(
        'document.value',
        `/instruments/${at}/settle`,
        `of ${payout === 'inverse' ? 'an inverse' : 'a linear'} contract must be ${rule}, is ${settle}`,
      ),
    ]
  })
}

function repeatedKeys(keys: readonly string[]): readonly { key: string; at: number; first: number }[] {
  const firstAt = new Map<string, number>()
  return keys.flatMap((key, at) => {
    const first = firstAt.get(key)
    if (first === undefined) firstAt.set(key, at)
    return first === undefined ? [] : [{ key, at, first }]
  })
}

function snapshotOf(market: MarketDocument): MarketSnapshot {
  const forwards = (market.forwards ?? []).map(forwardOf)
  return {
    at: instant(market.at),
    currency: market.currency,
    assets: new Map(Object.entries(market.assets).map(([code, quote]) => [code, assetOf(quote)])),
    underlyings: new Map(
      Object.entries(market.underlyings).map(([code, { index, ...rest }]) => [
        code,
        { index: Decimal.of(index), ...freshness(rest) },
      ]),
    ),
    forwards: new Map(forwards.map((forward) => [forwardKey(forward.underlying, forward.expiryAt), forward])),
    instruments: new Map(market.instruments.map((listing) => [listing.symbol, quotedOf(listing)])),
  }
}

function assetOf({ price, stable = false, twap, stablePrice, ...rest }: z.infer<typeof asset>): AssetQuote {
  return {
    price: Decimal.of(price),
    stable,
    ...(twap === undefined ? {} : { twap: Decimal.of(twap) }),
    ...(stablePrice === undefined ? {} : { stablePrice: Decimal.of(stablePrice) }),
    ...freshness(rest),
  }
}

function forwardOf({
  underlying,
  expiry,
  price,
  rate = 0,
  rateConfidence,
  fixedPart,
  ...rest
}: z.infer<typeof forward>): Forward {
  return {
    underlying,
    expiryAt: instant(expiry),
    price: Decimal.of(price),
    rateFrac: rate,
    ...(rateConfidence === undefined ? {} : { rateConfidence }),
    ...(fixedPart === undefined ? {} : { fixedPart: Decimal.of(fixedPart) }),
    ...freshness(rest),
  }
}

function quotedOf(listing: InstrumentDocument): InstrumentQuote {
  const { mark, openInterest, volume24h } = listing
  return {
    instrument: instrumentOf(listing),
    ...(mark === undefined ? {} : { mark: Decimal.of(mark) }),
    ...(openInterest === undefined ? {} : { openInterest: Decimal.of(openInterest) }),
    ...(volume24h === undefined ? {} : { volume24h: Decimal.of(volume24h) }),
    ...(listing.kind === 'option' && listing.markVol !== undefined ? { markVol: listing.markVol } : {}),
    ...(listing.kind === 'option' && listing.volConfidence !== undefined
      ? { volConfidence: listing.volConfidence }
      : {}),
    ...freshness(listing),
  }
}

function instrumentOf(listing: InstrumentDocument): Instrument {
  const { symbol, underlying, quote } = listing
  const named = { symbol, underlying, quote, ...(listing.id === undefined ? {} : { id: listing.id }) }
  if (listing.kind === 'spot') return { kind: 'spot', ...named }
  const { settle, payout } = listing
  const traded = { ...named, settle, payout, contractSize: Decimal.of(listing.contractSize) }
  switch (listing.kind) {
    case 'perpetual':
      return {
        kind: 'perpetual',
        ...traded,
        ...(listing.fundingRate === undefined ? {} : { fundingRate: listing.fundingRate }),
        ...(listing.fundingIntervalHours === undefined ? {} : { fundingIntervalHours: listing.fundingIntervalHours }),
      }
    case 'future':
      return { kind: 'future', ...traded, expiryAt: instant(listing.expiry) }
    case 'option':
      return {
        kind: 'option',
        ...traded,
        expiryAt: instant(listing.expiry),
        strike: Decimal.of(listing.strike),
        right: listing.right,
      }
  }
}

function freshness({ confidence, at }: { confidence?: number | undefined; at?: string | undefined }): {
  confidence?: number
  at?: EpochMs
} {
  return { ...(confidence === undefined ? {} : { confidence }), ...(at === undefined ? {} : { at: instant(at) }) }
}

/** The schema has already said that it is one. */
function instant(text: string): EpochMs {
  return parseInstant(text) ?? 0
}
