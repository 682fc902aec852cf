import { Decimal, engine } from '@plimsoll/core'
import type { PlannedBook, PlannedLeg } from './book.ts'
import type { ModeRules } from './mode-rules.ts'

/** How a book is opened: the commands for it, or why its mode does not take it. */
export type Opening =
  | { readonly opens: true; readonly commands: readonly engine.Command[] }
  | { readonly opens: false; readonly why: string }

/** Fee of every opening trade ÷ notional; assumed. */
const takerFeeFrac: Decimal = Decimal.of('0.0005')

const exactDigits = 8

interface PricedLeg extends PlannedLeg {
  /** At the mark. */
  readonly price: Decimal
  readonly fee: Decimal
  readonly isOption: boolean
}

/**
 * Opens a book as it is, at the marks, if it has the initial margin that its mode asks. A book that has not is not made
 * smaller: smaller it would lose less, and that would be told of the mode.
 */
export function openBook(
  book: PlannedBook,
  mode: ModeRules,
  state: engine.EngineState,
  rules: engine.EngineRules,
): Opening {
  const legs = pricedLegs(book, mode, state)
  const account = accountWith(book, mode, legs, state)
  const standing = engine.standingOf(account, state.core, rules)
  if (!engine.isStanding(standing)) return { opens: false, why: 'cannot be held' }
  const why = shortIn(standing, account)
  return why === undefined
    ? { opens: true, commands: commandsOf(book, mode, legs, state.core.at) }
    : { opens: false, why }
}

function pricedLegs(book: PlannedBook, mode: ModeRules, state: engine.EngineState): readonly PricedLeg[] {
  const bare = accountWith(
    book,
    mode,
    book.legs.map((leg) => ({ ...leg, price: Decimal.zero, fee: Decimal.zero, isOption: false })),
    state,
  )
  const priced = engine.priceAccount(bare, state.core).positions
  return book.legs.map((leg) => {
    const position = priced.find(({ symbol }) => symbol === leg.symbol)
    const isOption = position?.priced.option !== undefined
    const price = exactly(position?.priced.mark ?? 0, isOption ? 4 : exactDigits, leg.contracts.sign())
    const fee = leg.contracts.abs().times(price).times(takerFeeFrac).rounded(exactDigits, 'up')
    return { ...leg, price, fee, isOption }
  })
}

/** A buyer pays the mark or a little more, a seller is paid it or a little less. */
function exactly(mark: number, digits: number, sign: number): Decimal {
  return Decimal.fromNumber(mark).rounded(digits, sign > 0 ? 'up' : 'down')
}

/** The account as it would be: margin that is set aside for isolated positions is left to the model. */
function accountWith(
  { id, deposits, leverage }: PlannedBook,
  { mode, model }: ModeRules,
  legs: readonly PricedLeg[],
  { core, accounts }: engine.EngineState,
): engine.Account {
  const balances = new Map<string, Decimal>()
  const add = (asset: string, amount: Decimal): unknown =>
    balances.set(asset, (balances.get(asset) ?? Decimal.zero).plus(amount))
  for (const { asset, amount } of deposits) add(asset, amount)
  for (const { contracts, price, fee, isOption } of legs) {
    add('USDT', fee.negated())
    if (isOption) add('USDT', contracts.times(price).negated())
  }
  return {
    id,
    ordinal: accounts.size,
    openedAt: core.at,
    rules: { mode, model, set: undefined, settings: undefined },
    isHedgeMode: false,
    balances,
    positions: new Map(legs.map((leg) => [leg.symbol, heldBy(leg)])),
    orders: new Map(),
    leverage: new Map(legs.filter(({ isOption }) => !isOption).map(({ symbol }) => [symbol, leverage])),
    isolated: new Set(),
    disclosures: new Map(),
    modes: [{ mode, from: core.at }],
    liquidation: { state: 'none' },
  }
}

function heldBy({ symbol, contracts, price }: PricedLeg): engine.HeldPosition {
  const cost = contracts.times(price)
  return { symbol, side: undefined, contracts, cost, isolatedMargin: undefined, fundingIndex: Decimal.zero }
}

/** Margin of an isolated position is exactly what it asks; float64 may see it a little below. */
const roundingFrac = 1e-9

/** Why a pool lacks initial margin. Isolated margin is in the contract's own currency: coins do not stand in for it. */
function shortIn({ pools, priced }: engine.AccountStanding, { rules }: engine.Account): string | undefined {
  const isShort = ({ pool }: (typeof pools)[number]): boolean =>
    pool.initial.amount > pool.adjustedEquity + roundingFrac * pool.initial.amount
  if (pools.some(isShort)) return 'initial margin'
  if (rules.mode !== 'isolated') return undefined
  return priced.balances.some(({ amount }) => amount < 0) ? 'no balance in the contract’s currency' : undefined
}

function commandsOf(
  { id: account, deposits, leverage }: PlannedBook,
  { mode, model }: ModeRules,
  legs: readonly PricedLeg[],
  at: number,
): readonly engine.Command[] {
  return [
    { type: 'open', at, account, mode, model },
    ...deposits.map(({ asset, amount }) => ({ type: 'deposit' as const, at, account, asset, amount })),
    ...legs
      .filter(({ isOption }) => !isOption)
      .map(({ symbol }) => ({ type: 'set-leverage' as const, at, account, symbol, leverage })),
    ...legs.map(({ symbol, price, contracts, fee }) => ({
      type: 'fill' as const,
      at,
      symbol,
      price,
      legs: [{ account, contracts, fee }],
    })),
  ]
}
