import { Decimal, venues } from '@plimsoll/core'
import type { PositionRow } from './imported.ts'
import { listed } from './listed.ts'
import type { AssetPart, IndexPart, PayloadPart, PositionPart } from './payload-part.ts'

/** The documents that payloads of one account make, as JSON, before they are parsed. */
export interface PayloadDocuments {
  readonly book: Readonly<Record<string, unknown>>
  readonly market: Readonly<Record<string, unknown>>
  /** Where each position of the book came from. */
  readonly origins: readonly PositionPart[]
  readonly notes: readonly string[]
}

interface Heading {
  readonly venue: string
  readonly account: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Coins kept at a dollar: worth one unless a payload prices them. */
const stablecoins = new Set([
  'USDT',
  'USDC',
  'BUSD',
  'FDUSD',
  'DAI',
  'TUSD',
  'USDE',
  'USDP',
  'PYUSD',
  'RLUSD',
  'USDG',
  'USDR',
  'USDH',
])

const dollar = 'USD'

/** Parts in the order of their files; positions' own prices are known first, and tickers' say more. */
export function documentsOf(parts: readonly PayloadPart[], heading: Heading): PayloadDocuments {
  const positions = parts.flatMap((part) => part.positions ?? [])
  const prices = pricesOf(parts)
  return {
    book: bookOf(parts, positions, heading),
    market: marketOf(parts, prices, heading),
    origins: positions,
    notes: [...parts.flatMap(({ notes = [] }) => notes), ...prices.notes, ...modelNotes(heading.venue)],
  }
}

function bookOf(
  parts: readonly PayloadPart[],
  positions: readonly PositionPart[],
  { venue, account }: Heading,
): PayloadDocuments['book'] {
  const mode = lastOf(parts, ({ mode }) => mode)
  const settings = Object.assign({}, ...parts.map((part) => part.settings ?? {})) as Record<string, unknown>
  return {
    format: 'plimsoll-book/1',
    account,
    ...rulesOf(
      venue,
      lastOf(parts, ({ models }) => models),
      mode,
    ),
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
    balances: balancesOf(parts),
    positions: positions.map(({ row }) => row satisfies PositionRow),
  }
}

/** The venue with its mode and model, as far as there are rules of it. */
function rulesOf(
  venueName: string,
  models: readonly string[] = [],
  mode: PayloadPart['mode'] = undefined,
): Readonly<Record<string, unknown>> {
  const venue = venues().find(({ name }) => name === venueName)
  const model = venue?.models.find(({ name }) => models.includes(name))?.name
  return {
    ...(mode === undefined ? {} : { mode }),
    ...(venue === undefined ? {} : { venue: venueName }),
    ...(model === undefined ? {} : { model }),
  }
}

function modelNotes(venueName: string): readonly string[] {
  const isKnown = venues().some(({ name }) => name === venueName)
  return isKnown ? [] : [`there are no rules of ${venueName} here: the models of no venue margin this book`]
}

/** Amounts of one asset are added; what nothing is left of says nothing. */
function balancesOf(parts: readonly PayloadPart[]): Readonly<Record<string, string>> {
  const sums = new Map<string, Decimal>()
  for (const { asset, amount } of parts.flatMap((part) => part.balances ?? []))
    sums.set(asset, (sums.get(asset) ?? Decimal.zero).plus(amount))
  return Object.fromEntries(
    [...sums].filter(([, amount]) => !amount.isZero()).map(([asset, sum]) => [asset, sum.toString()]),
  )
}

interface Prices {
  /** US dollars. */
  readonly assets: ReadonlyMap<string, Decimal>
  readonly indexes: ReadonlyMap<string, Decimal>
  readonly usdOf: (asset: string) => Decimal | undefined
  readonly notes: readonly string[]
}

function pricesOf(parts: readonly PayloadPart[]): Prices {
  const assets = new Map<string, Decimal>(
    parts.flatMap((part): readonly AssetPart[] => part.assets ?? []).map(({ asset, price }) => [asset, price]),
  )
  const assumed = new Set<string>()
  const indexes = new Map<string, Decimal>()
  const usdOf = (asset: string): Decimal | undefined => {
    if (asset === dollar) return one
    const known = assets.get(asset) ?? indexes.get(asset)
    if (known !== undefined || !stablecoins.has(asset)) return known
    assumed.add(asset)
    return one
  }
  const marks: string[] = []
  for (const index of bestIndexes(parts)) {
    const inDollars = usdOf(index.quote)?.times(index.price)
    if (inDollars === undefined || inDollars.sign() <= 0) continue
    indexes.set(index.underlying, inDollars)
    if (index.isAssumed) marks.push(index.underlying)
  }
  for (const asset of usedAssets(parts)) usdOf(asset)
  return {
    assets,
    indexes,
    usdOf,
    notes: [
      ...(marks.length > 0 ? [`no index is given: the mark stands for it: ${listed(marks)}`] : []),
      ...(assumed.size > 0 ? [`taken at 1 USD, no payload prices it: ${listed([...assumed])}`] : []),
    ],
  }
}

const one = Decimal.of('1')

/** One index an underlying: a given one before an assumed one, in dollars before another currency, the last before the first. */
function bestIndexes(parts: readonly PayloadPart[]): readonly IndexPart[] {
  const best = new Map<string, IndexPart>()
  const rank = ({ isAssumed, quote }: IndexPart): number =>
    (isAssumed ? 0 : 4) + (quote === dollar ? 2 : stablecoins.has(quote) ? 1 : 0)
  for (const index of parts.flatMap((part) => part.indexes ?? [])) {
    const known = best.get(index.underlying)
    if (known === undefined || rank(index) >= rank(known)) best.set(index.underlying, index)
  }
  // Indexes in dollars first: those in coins are worth what the coins are.
  return [...best.values()].toSorted((a, b) => rank(b) - rank(a))
}

function usedAssets(parts: readonly PayloadPart[]): readonly string[] {
  const contracts = parts
    .flatMap((part) => part.listings ?? [])
    .flatMap(({ fields }) => [fields['quote'], fields['settle']])
  const held = parts.flatMap((part) => part.balances ?? []).map(({ asset }) => asset)
  return [...new Set([...held, ...contracts.map(String)])]
}

function marketOf(
  parts: readonly PayloadPart[],
  { assets, indexes, usdOf }: Prices,
  { at }: Heading,
): PayloadDocuments['market'] {
  const listings = new Map<string, Record<string, unknown>>()
  for (const { symbol, fields } of parts.flatMap((part) => part.listings ?? []))
    listings.set(symbol, { symbol, ...listings.get(symbol), ...fields })
  const named = [...new Set([...usedAssets(parts), ...assets.keys()])].filter((asset) => asset !== dollar)
  return {
    format: 'plimsoll-market/1',
    at: new Date(at).toISOString(),
    currency: dollar,
    assets: Object.fromEntries(
      named.flatMap((asset) => {
        const price = usdOf(asset)
        return price === undefined
          ? []
          : [[asset, { price: price.toString(), ...(stablecoins.has(asset) ? { stable: true } : {}) }]]
      }),
    ),
    underlyings: Object.fromEntries(
      [...indexes].map(([underlying, index]) => [underlying, { index: index.toString() }]),
    ),
    forwards: forwardsOf(parts, usdOf),
    // Prices of what is neither held nor listed with its size say nothing here.
    instruments: [...listings.values()].filter((listing) => 'contractSize' in listing),
  }
}

/** One an expiry: options of one expiry say the same. */
function forwardsOf(parts: readonly PayloadPart[], usdOf: Prices['usdOf']): readonly object[] {
  const forwards = new Map<string, object>()
  for (const { underlying, expiry, price, quote } of parts.flatMap((part) => part.forwards ?? [])) {
    const inDollars = usdOf(quote)?.times(price)
    if (inDollars !== undefined)
      forwards.set(`${underlying} ${expiry}`, { underlying, expiry, price: inDollars.toString() })
  }
  return [...forwards.values()]
}

function lastOf<T>(parts: readonly PayloadPart[], of: (part: PayloadPart) => T | undefined): T | undefined {
  return parts.map(of).findLast((found) => found !== undefined)
}
