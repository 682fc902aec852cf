import type { Derivative } from '../../market/instrument.ts'
import { type BracketTable, notionalMaxOf } from './bracket.ts'

/** Brackets of the venue's two kinds of contract, by the venue's symbol: `BTCUSDT`, `BTCUSDT_241227`; COIN-M `BTCUSD`, `BTCUSD_241227`. */
export interface FuturesTables {
  /** Quote currency. */
  readonly usdmBrackets: Readonly<Record<string, BracketTable>>
  /** Coin. */
  readonly coinmBrackets: Readonly<Record<string, BracketTable>>
}

/** USD-M pays in the quote currency, COIN-M in the coin. */
export type Segment = 'USD-M' | 'COIN-M'

/** A contract as the venue lists it, with the brackets it is margined by. */
export interface ContractTable {
  readonly segment: Segment
  /** Name under which the brackets are found, or would be. */
  readonly key: string
  /** Null when the set has none. */
  readonly brackets: BracketTable | null
  /** The table stops before its last bracket: what is asked above its end is not known. */
  readonly isCut: boolean
}

/** Stablecoins that the venue has quoted USD-M contracts in; a contract listed in one of them speaks for the others. */
const quotes = ['USDT', 'USDC', 'BUSD', 'FDUSD'] as const

export function isQuote(asset: string): boolean {
  return (quotes as readonly string[]).includes(asset)
}

export function segmentOf({ payout }: Derivative): Segment {
  return payout === 'linear' ? 'USD-M' : 'COIN-M'
}

/** Finds the brackets of an instrument, remembered by instrument. */
export function contractTables(tables: FuturesTables): (instrument: Derivative) => ContractTable {
  const known = new WeakMap<Derivative, ContractTable>()
  return (instrument) => {
    const found = known.get(instrument) ?? tableFor(tables, instrument)
    known.set(instrument, found)
    return found
  }
}

function tableFor({ usdmBrackets, coinmBrackets }: FuturesTables, instrument: Derivative): ContractTable {
  const segment = segmentOf(instrument)
  const table = segment === 'USD-M' ? usdmBrackets : coinmBrackets
  const names = [...ownNames(instrument), ...(segment === 'USD-M' ? stablecoinNames(instrument) : [])]
  const key = names.find((name) => Object.hasOwn(table, name)) ?? pairOf(instrument)
  const brackets = (Object.hasOwn(table, key) ? table[key] : undefined) ?? null
  return { segment, key, brackets, isCut: brackets !== null && isCutTable(brackets) }
}

/** A whole table ends at no bound, or where a position is fully paid for. */
function isCutTable(brackets: BracketTable): boolean {
  return notionalMaxOf(brackets) !== null && (brackets.at(-1)?.[3] ?? 1) > 1
}

/** The most telling first: pair and date, own name, pair. */
function ownNames(instrument: Derivative): readonly string[] {
  const { id } = instrument
  const pair = pairOf(instrument)
  const dated = dateOf(instrument)
  return [
    ...(dated === null ? [] : [`${pair}_${dated}`]),
    ...(id?.startsWith(baseOf(instrument)) === true ? [id] : []),
    pair,
  ]
}

/** The same coin in another stablecoin, and where the venue lists it by the thousand. */
function stablecoinNames(instrument: Derivative): readonly string[] {
  const { settle } = instrument
  if (!isQuote(settle)) return []
  const names = [settle, ...quotes].map((quote) => `${baseOf(instrument)}${quote}`)
  return [...names, ...names.map((name) => `1000${name}`)]
}

function pairOf(instrument: Derivative): string {
  return `${baseOf(instrument)}${instrument.quote}`
}

/** `1000PEPE` of `1000PEPE/USDT:USDT`: the venue's contract may be on a thousand coins. */
function baseOf({ symbol, underlying }: Derivative): string {
  const [base = underlying] = symbol.split('/')
  return base
}

/** `241227` of `BTC/USDT:USDT-241227`. */
function dateOf({ kind, symbol }: Derivative): string | null {
  return kind === 'future' ? (symbol.split('-')[1] ?? null) : null
}
