import type { Holder } from '../ledger/entry.ts'
import type { Asset, Underlying } from '../market/instrument.ts'
import type { MarketSnapshot } from '../market/snapshot.ts'
import type { Decimal } from '../num/decimal.ts'
import type { EpochMs } from '../num/instant.ts'
import type { Account } from './account.ts'
import type { ChangeRules } from './command.ts'
import { defaultConfig, type EngineConfig, type EntryPolicy } from './config.ts'
import { assumedLiquidity, type Liquidity } from './market/liquidity.ts'

/** Raised when the same journal would give another state. A journal of another version is refused. */
export const engineVersion = 1

/** A price that moved too far to be believed at once; the next one within reach of it confirms it. */
export type SuspectPrices = ReadonlyMap<string, Decimal>

/** Everything but accounts and balances: small, and replaced whole when it changes. */
export interface EngineCore {
  /** Number of commands applied, refused ones included. */
  readonly sequence: number
  /** Instant of the last command. */
  readonly at: EpochMs
  readonly config: EngineConfig
  readonly liquidity: ReadonlyMap<string, Liquidity>
  /** What the operator asks of those who would enter a model, by model. */
  readonly policies: ReadonlyMap<string, EntryPolicy>
  /** Instruments with their prices. Each price has the instant it was told. */
  readonly market: MarketSnapshot
  /** By `asset NAME`, `index NAME`, `mark SYMBOL`, `forward NAME@EXPIRY`. */
  readonly suspects: SuspectPrices
  /** Prices told before this are not fresh, whatever their age. */
  readonly freshFrom: EpochMs
  /** Continuous funding per contract since listing, settlement asset, by symbol. */
  readonly fundingIndexes: ReadonlyMap<string, Decimal>
  readonly settled: ReadonlySet<string>
  /** `plimsoll-params/1` documents by name. */
  readonly parameters: ReadonlyMap<string, unknown>
  /** Changes of rules whose instant has not come, earliest first. */
  readonly scheduled: readonly ChangeRules[]
}

/**
 * The engine's whole state. It is owned by whoever folds commands into it: `apply` changes it in place, all of a command
 * or nothing. Accounts in it are immutable values, so what was read before a command stays what it was.
 */
export interface EngineState {
  core: EngineCore
  /** In order of opening. */
  readonly accounts: Map<Holder, Account>
  /** Balances of the venue's own books, by `bookKey`. */
  readonly books: Map<string, Decimal>
  /** What users hold together, signed, by symbol; the venue holds the opposite. */
  readonly openContracts: Map<string, Decimal>
  /** Accounts that hold a symbol: found again from `accounts`, never stored. */
  readonly holders: Map<string, Set<Holder>>
}

export function bookKey(holder: Holder, asset: Asset): string {
  return `${holder} ${asset}`
}

/** A state without accounts, instruments and prices. `currency` is the one prices are in. */
export function genesis(currency: Asset = 'USD', at: EpochMs = 0): EngineState {
  const market: MarketSnapshot = {
    at,
    currency,
    assets: new Map(),
    underlyings: new Map<Underlying, never>(),
    forwards: new Map(),
    instruments: new Map(),
  }
  const core: EngineCore = {
    sequence: 0,
    at,
    config: defaultConfig,
    liquidity: new Map([['*', assumedLiquidity]]),
    policies: new Map(),
    market,
    suspects: new Map(),
    freshFrom: at,
    fundingIndexes: new Map(),
    settled: new Set(),
    parameters: new Map(),
    scheduled: [],
  }
  return { core, accounts: new Map(), books: new Map(), openContracts: new Map(), holders: new Map() }
}

/** The state as it is, whatever is done to it afterwards. */
export function copyOf({ core, accounts, books, openContracts, holders }: EngineState): EngineState {
  const copied = new Map([...holders].map(([symbol, ids]) => [symbol, new Set(ids)]))
  return {
    core,
    accounts: new Map(accounts),
    books: new Map(books),
    openContracts: new Map(openContracts),
    holders: copied,
  }
}

/** Smallest unit of every asset, digits after the point: what is posted is a whole number of these. */
export const moneyScale = 8
