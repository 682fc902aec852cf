import { type EngineState, genesis } from '../engine/state.ts'
import { type AccountDocuments, text } from './arbitrary-account.ts'
import type { Fields } from './builders.ts'
import { engineAt, run } from './engine.ts'

type Rows = readonly Fields[]

/** How the account of a book is opened in an engine. */
export interface OpenedAs {
  readonly account: string
  readonly model: string
  readonly mode: string
  /** A `plimsoll-params/1` document to be margined by; the model's current set when absent. */
  readonly parameters?: Fields | undefined
  /** The account on the other side of each trade; the venue's book when absent. */
  readonly against?: string | undefined
}

/** An engine with the document's instruments and prices, and no account. A price may move as far as it likes at once. */
export function engineOf(market: Fields): EngineState {
  const state = genesis('USD')
  const instruments = (market['instruments'] as Rows).map(({ mark: _mark, markVol: _vol, ...listed }) => listed)
  run(state, { type: 'configure', config: { jumpMaxFrac: 10 } })
  if (instruments.length > 0) run(state, { type: 'list', instruments })
  run(state, pricesOf(market, engineAt))
  return state
}

/** The document's prices as a command. */
export function pricesOf(market: Fields, at: number): Fields {
  const listings = market['instruments'] as Rows
  const column = (field: string): Fields =>
    Object.fromEntries(
      listings.filter((row) => row[field] !== undefined).map((row) => [row['symbol'] as string, row[field]]),
    )
  const forwards = (market['forwards'] as Rows | undefined) ?? []
  return {
    type: 'prices',
    at,
    assets: market['assets'],
    indexes: Object.fromEntries(
      Object.entries(market['underlyings'] as Record<string, Fields>).map(([coin, { index }]) => [coin, index]),
    ),
    forwards: forwards.map(({ underlying, expiry, price, rate }) => ({
      underlying,
      expiryAt: expiry,
      price,
      ...(rate === undefined ? {} : { rateFrac: rate }),
    })),
    marks: column('mark'),
    vols: column('markVol'),
  }
}

/**
 * Opens the book's account and books its positions at their entry prices; in hedge mode where one of them has a side. What
 * it owes is left out, for money cannot be put in below zero.
 */
export function openBook(state: EngineState, { book }: AccountDocuments, as: OpenedAs): void {
  const { account, model, mode, parameters, against } = as
  const set = parameters === undefined ? {} : { set: parameters['set'] }
  if (parameters !== undefined) run(state, { type: 'define-parameters', name: parameters['set'], document: parameters })
  run(state, { type: 'open', account, mode, model, ...set })
  for (const [asset, amount] of Object.entries(book['balances'] as Readonly<Record<string, string>>))
    if (Number(amount) > 0) run(state, { type: 'deposit', account, asset, amount })
  const rows = book['positions'] as Rows
  for (const { symbol, leverage } of rows)
    if (leverage !== undefined) run(state, { type: 'set-leverage', account, symbol, leverage })
  const hasSides = rows.some(({ positionSide }) => positionSide !== undefined)
  if (hasSides) run(state, { type: 'set-hedge-mode', account, hedge: true })
  for (const row of rows) openPosition(state, { account, against, hasSides }, row)
}

function openPosition(
  state: EngineState,
  { account, against, hasSides }: { account: string; against: string | undefined; hasSides: boolean },
  { symbol, contracts, entryPrice, marginMode }: Fields,
): void {
  const held = state.accounts.get(account)
  const keys = [symbol, `${String(symbol)} long`, `${String(symbol)} short`] as readonly string[]
  const isFirst = !keys.some((key) => held?.positions.has(key))
  if (marginMode === 'isolated' && held?.rules.mode !== 'isolated' && isFirst)
    run(state, { type: 'set-isolated', account, symbol, isolated: true })
  const isShort = String(contracts).startsWith('-')
  const opposite = isShort ? String(contracts).slice(1) : `-${String(contracts)}`
  const side = hasSides ? { side: isShort ? 'short' : 'long' } : {}
  const legs = [
    { account, contracts, fee: '0', ...side },
    ...(against === undefined ? [] : [{ account: against, contracts: opposite, fee: '0' }]),
  ]
  run(state, { type: 'fill', symbol, price: entryPrice ?? '1', legs })
}

/** The book with money in what its positions settle in: this share of their notional, and nothing else. */
export function cushioned({ market, book }: AccountDocuments, share: number): AccountDocuments {
  const balances: Record<string, number> = {}
  for (const row of book['positions'] as Rows) {
    const listed = (market['instruments'] as Rows).find(({ symbol }) => symbol === row['symbol']) as Fields
    const settle = listed['settle'] as string
    const amount = share * settledNotional(market, listed, Math.abs(Number(row['contracts'])))
    balances[settle] = (balances[settle] ?? 0) + amount
  }
  const texts = Object.entries(balances).map(([asset, amount]) => [asset, text(Number(amount.toFixed(8)))])
  return { market, book: { ...book, balances: Object.fromEntries(texts) } }
}

function settledNotional(market: Fields, { kind, payout, underlying }: Fields, contracts: number): number {
  const index = Number((market['underlyings'] as Record<string, Fields>)[underlying as string]?.['index'])
  if (payout === 'linear') return contracts * index
  return kind === 'option' ? contracts : contracts / index
}
