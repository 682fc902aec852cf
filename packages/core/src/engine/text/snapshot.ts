import { instrumentDocument } from '../../document/instrument-document.ts'
import { instrumentSchema } from '../../document/market-document.ts'
import type { Forward, InstrumentQuote, MarketSnapshot } from '../../market/snapshot.ts'
import { Decimal } from '../../num/decimal.ts'
import type { Account, HeldPosition, OpenOrder } from '../account.ts'
import type { Command } from '../command.ts'
import type { EntryPolicy } from '../config.ts'
import { indexHolders } from '../draft.ts'
import { type EngineCore, type EngineState, engineVersion } from '../state.ts'
import { commandText, parseCommand } from './command-schema.ts'

/**
 * The whole state as JSON text: equal states give equal bytes. Tables are lists of pairs in the order they are kept in,
 * because sums follow that order.
 */
export function stateText(state: EngineState): string {
  const { accounts, books, openContracts } = state
  const rest = [`"books":${textOf(books)}`, `"openContracts":${textOf(openContracts)}`]
  const head = [`"version":${engineVersion}`, `"core":${textOf(coreRows(state.core))}`]
  return `{${[...head, `"accounts":[${accountTexts(accounts.values()).join()}]`, ...rest].join()}}`
}

/** The same with every text made anew: slower, and never other bytes. */
export function stateTextAnew({ core, accounts, books, openContracts }: EngineState): string {
  return textOf({
    version: engineVersion,
    core: coreRows(core),
    accounts: [...accounts.values()],
    books,
    openContracts,
  })
}

/** By the account itself, which never changes: a snapshot then costs what has changed since the one before it. */
const remembered = new WeakMap<Account, string>()

function accountTexts(accounts: Iterable<Account>): readonly string[] {
  const texts: string[] = []
  for (const account of accounts) {
    const text = remembered.get(account) ?? textOf(account)
    remembered.set(account, text)
    texts.push(text)
  }
  return texts
}

function textOf(value: unknown): string {
  return JSON.stringify(value, listed)
}

function coreRows(core: EngineCore): object {
  return { ...core, market: marketRows(core.market), scheduled: core.scheduled.map(commandText) }
}

function listed(_key: string, value: unknown): unknown {
  return value instanceof Map || value instanceof Set ? [...value] : value
}

function marketRows({ instruments, ...rest }: MarketSnapshot): object {
  return {
    ...rest,
    // Fields in one order, whichever price came first.
    instruments: [...instruments.values()].map(({ instrument, mark, markVol, at }) => ({
      mark,
      markVol,
      at,
      instrument: instrumentDocument(instrument),
    })),
  }
}

/**
 * The state of a text that `stateText` wrote.
 *
 * @throws InvariantError and SyntaxError when it is not one: whoever keeps such texts checks their hash first.
 */
export function stateOfText(text: string): EngineState {
  const { core, accounts, books, openContracts } = JSON.parse(text) as StateRows
  const state: EngineState = {
    core: coreOf(core),
    accounts: new Map(accounts.map((row) => [row.id, accountOf(row)])),
    books: decimals(books),
    openContracts: decimals(openContracts),
    holders: new Map(),
  }
  indexHolders(state)
  return state
}

type Pairs<V> = readonly (readonly [string, V])[]
/** A value as JSON gives it back: decimals are text, tables are pairs. */
type Row<T> = {
  readonly [K in keyof T]: T[K] extends Decimal ? string : T[K] extends Decimal | undefined ? string | undefined : T[K]
}

interface StateRows {
  readonly core: Omit<
    EngineCore,
    'market' | 'liquidity' | 'policies' | 'suspects' | 'fundingIndexes' | 'settled' | 'parameters' | 'scheduled'
  > & {
    readonly market: MarketRows
    readonly liquidity: Pairs<never>
    readonly policies: Pairs<PolicyRow>
    readonly suspects: Pairs<string>
    readonly fundingIndexes: Pairs<string>
    readonly settled: readonly string[]
    readonly parameters: Pairs<unknown>
    readonly scheduled: readonly string[]
  }
  readonly accounts: readonly AccountRow[]
  readonly books: Pairs<string>
  readonly openContracts: Pairs<string>
}

type PolicyRow = Omit<EntryPolicy, 'equityMin'> & {
  readonly equityMin: { readonly amount: string; readonly currency: string } | null
}

interface MarketRows {
  readonly at: number
  readonly currency: string
  readonly assets: Pairs<{ readonly price: string; readonly stable: boolean; readonly at: number }>
  readonly underlyings: Pairs<{ readonly index: string; readonly at: number }>
  readonly forwards: Pairs<Omit<Forward, 'price' | 'fixedPart'> & { readonly price: string }>
  readonly instruments: readonly (Pick<InstrumentQuote, 'at' | 'markVol'> & {
    readonly mark?: string
    readonly instrument: unknown
  })[]
}

type AccountRow = Omit<Account, 'balances' | 'positions' | 'orders' | 'leverage' | 'isolated' | 'disclosures'> & {
  readonly balances: Pairs<string>
  readonly positions: Pairs<Row<HeldPosition>>
  readonly orders: Pairs<Row<OpenOrder>>
  readonly leverage: Pairs<number>
  readonly isolated: readonly string[]
  readonly disclosures: Pairs<number>
}

function decimals(pairs: Pairs<string>): Map<string, Decimal> {
  return new Map(pairs.map(([key, text]) => [key, Decimal.of(text)]))
}

function coreOf(rows: StateRows['core']): EngineCore {
  return {
    ...rows,
    liquidity: new Map(rows.liquidity),
    policies: new Map(rows.policies.map(([model, row]) => [model, policyOf(row)])),
    suspects: decimals(rows.suspects),
    fundingIndexes: decimals(rows.fundingIndexes),
    settled: new Set(rows.settled),
    parameters: new Map(rows.parameters),
    scheduled: rows.scheduled.map((text) => scheduledOf(text)),
    market: marketOf(rows.market),
  }
}

// Every field stays at its place, so that the text of what was read is the text again.
function policyOf(row: PolicyRow): EntryPolicy {
  const { equityMin } = row
  return { ...row, equityMin: equityMin === null ? null : { ...equityMin, amount: Decimal.of(equityMin.amount) } }
}

function scheduledOf(text: string): Extract<Command, { type: 'change-rules' }> {
  const parsed = parseCommand(JSON.parse(text))
  if (!parsed.ok || parsed.value.type !== 'change-rules')
    throw new SyntaxError(`a scheduled change must be change-rules, is ${text}`)
  return parsed.value
}

function marketOf({ at, currency, assets, underlyings, forwards, instruments }: MarketRows): MarketSnapshot {
  return {
    at,
    currency,
    assets: new Map(assets.map(([asset, quote]) => [asset, { ...quote, price: Decimal.of(quote.price) }])),
    underlyings: new Map(underlyings.map(([name, quote]) => [name, { ...quote, index: Decimal.of(quote.index) }])),
    forwards: new Map(forwards.map(([key, row]) => [key, { ...row, price: Decimal.of(row.price) }])),
    instruments: new Map(
      instruments.map(({ instrument: listing, mark, ...quote }) => {
        const instrument = instrumentSchema.parse(listing)
        return [instrument.symbol, { ...quote, ...(mark === undefined ? {} : { mark: Decimal.of(mark) }), instrument }]
      }),
    ),
  }
}

function accountOf(row: AccountRow): Account {
  return {
    ...row,
    rules: { ...row.rules, set: row.rules.set, settings: row.rules.settings },
    balances: decimals(row.balances),
    positions: new Map(row.positions.map(([key, position]) => [key, positionOf(position)])),
    orders: new Map(row.orders.map(([id, order]) => [id, orderOf(order)])),
    leverage: new Map(row.leverage),
    isolated: new Set(row.isolated),
    disclosures: new Map(row.disclosures),
  }
}

function positionOf({ symbol, side, contracts, cost, isolatedMargin, fundingIndex }: Row<HeldPosition>): HeldPosition {
  return {
    symbol,
    side,
    contracts: Decimal.of(contracts),
    cost: Decimal.of(cost),
    isolatedMargin: isolatedMargin === undefined ? undefined : Decimal.of(isolatedMargin),
    fundingIndex: Decimal.of(fundingIndex),
  }
}

function orderOf(row: Row<OpenOrder>): OpenOrder {
  return { ...row, side: row.side, contracts: Decimal.of(row.contracts), price: Decimal.of(row.price) }
}
