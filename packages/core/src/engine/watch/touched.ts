import type { Asset } from '../../market/instrument.ts'
import type { MarketSnapshot } from '../../market/snapshot.ts'
import { toRisk } from '../../num/crossing.ts'
import { assetPrice } from '../../pricing/price-instrument.ts'
import type { Account } from '../account.ts'
import type { SetPrices } from '../command.ts'
import type { EngineEvent } from '../event.ts'
import { derivativeOf } from '../standing/price-account.ts'
import type { EngineCore, EngineState } from '../state.ts'

/** `asset USDT`, `index BTC`, `mark SYMBOL`, `vol SYMBOL`. */
export type PriceKey = string

/** The present price under a key; undefined when there is none. */
export function priceOf({ market }: EngineCore, key: PriceKey): number | undefined {
  const blank = key.indexOf(' ')
  const name = key.slice(blank + 1)
  switch (key.slice(0, blank)) {
    case 'asset':
      return assetPrice(market, name) ?? undefined
    case 'index':
      return inRisk(market.underlyings.get(name)?.index)
    case 'mark':
      return inRisk(market.instruments.get(name)?.mark)
    default:
      return market.instruments.get(name)?.markVol
  }
}

function inRisk(exact: Parameters<typeof toRisk>[0] | undefined): number | undefined {
  return exact === undefined ? undefined : toRisk(exact)
}

/** Prices an account's margin depends on. */
export interface PriceKeys {
  /** Those whose moves its room bounds. */
  readonly moving: readonly PriceKey[]
  /** Those that must not move at all: stablecoins and volatilities. */
  readonly pinned: readonly PriceKey[]
}

/** A forward that is quoted has no key: whenever one is told, everyone is due. */
export function priceKeysOf(account: Account, { market }: EngineCore): PriceKeys {
  const moving = new Set<PriceKey>()
  const pinned = new Set<PriceKey>()
  for (const { symbol } of [...account.positions.values(), ...account.orders.values()]) {
    const instrument = derivativeOf(market, symbol)
    moving.add(`index ${instrument.underlying}`)
    if (instrument.kind === 'option') pinned.add(`vol ${symbol}`)
    else moving.add(`mark ${symbol}`)
    for (const asset of [instrument.quote, instrument.settle]) addAsset(asset, market, moving, pinned)
  }
  for (const [asset, held] of account.balances) if (!held.isZero()) addAsset(asset, market, moving, pinned)
  return { moving: [...moving], pinned: [...pinned] }
}

function addAsset(asset: Asset, market: MarketSnapshot, moving: Set<PriceKey>, pinned: Set<PriceKey>): void {
  if (asset === market.currency) return
  if (market.assets.get(asset)?.stable === true) pinned.add(`asset ${asset}`)
  else moving.add(`asset ${asset}`)
}

/** Keys of the prices that events told. A coin without a price of its own has its index's. */
export function movedPrices(events: readonly EngineEvent[]): readonly PriceKey[] {
  return events.flatMap((event) => (event.type === 'priced' ? keysOf(event.prices) : []))
}

function keysOf({ assets, indexes, marks, vols }: SetPrices): readonly PriceKey[] {
  return [
    ...named('asset', assets),
    ...named('index', indexes),
    ...named('asset', indexes),
    ...named('mark', marks),
    ...named('vol', vols),
  ]
}

function named(kind: string, told: ReadonlyMap<string, unknown> | undefined): readonly PriceKey[] {
  return told === undefined ? [] : [...told.keys()].map((name) => `${kind} ${name}`)
}

/** Accounts of which something other than prices changed; `all` when what they all rest on did. */
export function changedAccounts(events: readonly EngineEvent[], state: EngineState): Iterable<Account> | 'all' {
  if (events.some(isForAll)) return 'all'
  const ids = new Set(events.flatMap((event) => idsOf(event, state)))
  return [...ids].flatMap((id) => state.accounts.get(id) ?? [])
}

function idsOf(event: EngineEvent, { holders }: EngineState): readonly string[] {
  if (event.type === 'posted') return event.entry.postings.map(({ holder }) => holder)
  if (event.type === 'funding-accrued') return [...(holders.get(event.symbol) ?? [])]
  return 'account' in event && typeof event.account === 'string' ? [event.account] : []
}

function isForAll(event: EngineEvent): boolean {
  switch (event.type) {
    case 'listed':
    case 'configured':
    case 'parameters-defined':
    case 'settled':
      return true
    case 'priced':
      return (event.prices.forwards?.length ?? 0) > 0
    default:
      return false
  }
}
