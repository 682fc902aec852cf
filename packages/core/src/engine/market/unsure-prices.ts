import type { Asset, Option } from '../../market/instrument.ts'
import { forwardKey, type MarketSnapshot } from '../../market/snapshot.ts'
import { type EpochMs, formatInstant } from '../../num/instant.ts'
import { type Failure, pointer, problem } from '../../num/result.ts'
import type { Account } from '../account.ts'
import type { EngineCore } from '../state.ts'
import { suspectKey } from './market-state.ts'

/** Contracts and assets whose prices are asked for. */
interface Priceable {
  readonly symbols: Iterable<string>
  readonly assets: Iterable<Asset>
}

/**
 * Prices that an account's figures need, its orders' among them, and on which nothing is done: too old, from before the
 * engine stood still, or waiting to be confirmed. One that is not there at all is not among them.
 */
export function unsurePrices({ positions, orders, balances }: Account, core: EngineCore): readonly Failure[] {
  const symbols = [...positions.values(), ...orders.values()].map(({ symbol }) => symbol)
  return unsureAmong({ symbols, assets: heldIn(balances) }, core)
}

/** Instant of the oldest price that `unsurePrices` asks about, infinite when there is none: all are fresh when it is. */
export function oldestPrice({ positions, orders, balances }: Account, market: MarketSnapshot): EpochMs {
  let oldest = Number.POSITIVE_INFINITY
  for (const { symbol } of positions.values()) oldest = Math.min(oldest, oldestPriceOf(symbol, market))
  for (const { symbol } of orders.values()) oldest = Math.min(oldest, oldestPriceOf(symbol, market))
  for (const asset of heldIn(balances)) oldest = Math.min(oldest, ofAsset(asset, market).oldest)
  return oldest
}

/** The same of one contract. */
export function oldestPriceOf(symbol: string, market: MarketSnapshot): EpochMs {
  return ofContract(symbol, market).oldest
}

/** Assets of which something is held or owed. */
export function heldIn(balances: Account['balances']): readonly Asset[] {
  return [...balances].flatMap(([asset, held]) => (held.isZero() ? [] : [asset]))
}

/** The same of contracts, with what their prices are made of, and of assets. */
export function unsureAmong({ symbols, assets }: Priceable, core: EngineCore): readonly Failure[] {
  let found: Map<string, Failure> | undefined
  const ask = ({ oldest, sources }: Sources): void => {
    if (core.suspects.size === 0 && isFresh(oldest, core)) return
    for (const source of sources) {
      const why = whyUnsure(source, core)
      if (why !== undefined) found = (found ?? new Map<string, Failure>()).set(source.key, why)
    }
  }
  for (const symbol of symbols) ask(ofContract(symbol, core.market))
  for (const asset of assets) ask(ofAsset(asset, core.market))
  return found === undefined ? none : [...found.values()]
}

const none: readonly Failure[] = []

/** Whether a price told at `at` may be acted on. */
export function isFresh(at: EpochMs, { at: now, freshFrom, config }: EngineCore): boolean {
  return at >= freshFrom && now - at <= config.staleAfterMs
}

/** A price, and when it was told; never where it is not there. */
interface Source {
  /** Under which it waits to be confirmed. */
  readonly key: string
  /** In words, where the key is none. */
  readonly name?: string
  readonly path: string
  readonly at: EpochMs | undefined
}

function whyUnsure({ key, name = key, path, at }: Source, core: EngineCore): Failure | undefined {
  const told = core.suspects.get(key)
  if (told !== undefined)
    return problem('market.stale', path, `price of ${name} must be confirmed, ${told} was told once`)
  if (at === undefined || isFresh(at, core)) return undefined
  const rule = `price of ${name} must be told at most ${core.config.staleAfterMs} ms ago`
  return problem('market.stale', path, `${rule}, is of ${formatInstant(at)}, now is ${formatInstant(core.at)}`)
}

/** Prices of one contract or asset, and the instant of the oldest. */
interface Sources {
  readonly sources: readonly Source[]
  readonly oldest: EpochMs
}

const contracts = new WeakMap<MarketSnapshot, Map<string, Sources>>()
const assetsAlone = new WeakMap<MarketSnapshot, Map<string, Sources>>()

function ofContract(symbol: string, market: MarketSnapshot): Sources {
  return sourcesIn(contracts, market, symbol, contractSources)
}

function ofAsset(asset: Asset, market: MarketSnapshot): Sources {
  return sourcesIn(assetsAlone, market, asset, assetSources)
}

/** Found once for each market's prices. */
function sourcesIn(
  memory: typeof contracts,
  market: MarketSnapshot,
  name: string,
  find: (name: string, market: MarketSnapshot) => readonly Source[],
): Sources {
  const byName = memory.get(market) ?? new Map<string, Sources>()
  if (byName.size === 0) memory.set(market, byName)
  const known = byName.get(name)
  if (known !== undefined) return known
  const sources = find(name, market)
  let oldest = Number.POSITIVE_INFINITY
  for (const { at } of sources) if (at !== undefined && at < oldest) oldest = at
  const made = { sources, oldest }
  byName.set(name, made)
  return made
}

function contractSources(symbol: string, market: MarketSnapshot): readonly Source[] {
  const quoted = market.instruments.get(symbol)
  if (quoted === undefined || quoted.instrument.kind === 'spot') return []
  const { instrument, mark, markVol, at } = quoted
  const { underlying, quote, settle } = instrument
  const isTold = mark !== undefined || markVol !== undefined
  return [
    { key: suspectKey.mark(symbol), path: pointer('instruments', symbol), at: isTold ? at : undefined },
    indexSource(underlying, market),
    ...[...new Set([settle, quote])].flatMap((asset) => assetSources(asset, market)),
    ...(instrument.kind === 'option' ? forwardSources(instrument, market) : []),
  ]
}

function indexSource(underlying: string, { underlyings }: MarketSnapshot): Source {
  return {
    key: suspectKey.index(underlying),
    path: pointer('underlyings', underlying),
    at: underlyings.get(underlying)?.at,
  }
}

/** Its own price, else the index of its name; a coin's index is asked too, for its risk is that of the index. */
function assetSources(asset: Asset, market: MarketSnapshot): readonly Source[] {
  const { assets, underlyings } = market
  const own = assets.get(asset)
  const index = underlyings.has(asset) ? [indexSource(asset, market)] : []
  return own === undefined && index.length > 0
    ? index
    : [
        { key: suspectKey.asset(asset), path: pointer('assets', asset), at: own?.at },
        ...index.map((each) => ({ ...each, at: undefined })),
      ]
}

/** The forward an option is priced on: as it was quoted, else the mark of a future of its expiry. */
function forwardSources(
  { underlying, expiryAt }: Option,
  { forwards, instruments }: MarketSnapshot,
): readonly Source[] {
  const forward = forwards.get(forwardKey(underlying, expiryAt))
  if (forward !== undefined) {
    const key = suspectKey.forward(underlying, expiryAt)
    const path = pointer('forwards', forwardKey(underlying, expiryAt))
    return [{ key, name: `forward ${underlying} of ${formatInstant(expiryAt)}`, path, at: forward.at }]
  }
  for (const { instrument, mark, at } of instruments.values()) {
    const isItsFuture =
      instrument.kind === 'future' && instrument.underlying === underlying && instrument.expiryAt === expiryAt
    if (isItsFuture && mark !== undefined)
      return [{ key: suspectKey.mark(instrument.symbol), path: pointer('instruments', instrument.symbol), at }]
  }
  return []
}
