import { Decimal, engine } from '@plimsoll/core'
import type { ReplayMarket } from '../replay/market.ts'
import type { PlannedBook } from './book.ts'

/** What an account is worth at the engine's prices, USD: balances, and profit of what is open. */
export function worthOf(account: engine.Account, core: engine.EngineCore): number {
  const { balances, positions } = engine.priceAccount(account, core)
  let worth = 0
  for (const { amount, price } of balances) worth += amount * price
  for (const { priced, contracts, cost } of positions) {
    const { size, mark, settlePrice, option } = priced
    worth += (contracts * size * mark - (option === undefined ? (cost ?? 0) : 0)) * settlePrice
  }
  return worth
}

/** What funding has cost one contract of each perpetual since the beginning, USDT. */
export interface FundingPaid {
  readonly add: (symbol: string, perContract: number) => void
  readonly since: (symbol: string, before: ReadonlyMap<string, number>) => number
  readonly now: () => ReadonlyMap<string, number>
}

export function fundingPaid(): FundingPaid {
  const paid = new Map<string, number>()
  return {
    add: (symbol, perContract) => void paid.set(symbol, (paid.get(symbol) ?? 0) + perContract),
    since: (symbol, before) => (paid.get(symbol) ?? 0) - (before.get(symbol) ?? 0),
    now: () => new Map(paid),
  }
}

/** A book as it was opened: what its account had then, and funding up to then. */
export interface Held {
  readonly account: engine.Account
  readonly funding: ReadonlyMap<string, number>
}

/** What an account would be worth had it kept all it opened: nothing liquidated, nobody asking for margin. */
export function worthHeld({ account, funding }: Held, paid: FundingPaid, core: engine.EngineCore): number {
  let worth = worthOf(account, core)
  for (const { symbol, contracts } of account.positions.values())
    worth -= Number(contracts.toString()) * paid.since(symbol, funding)
  return worth
}

/** What a book brought in, at these prices. */
export function worthBrought({ deposits }: PlannedBook, { coins }: ReplayMarket, prices: readonly number[]): number {
  let worth = 0
  for (const { asset, amount } of deposits) {
    const i = coins.indexOf(asset)
    worth += Number(amount.toString()) * (i < 0 ? 1 : (prices[i] as number))
  }
  return worth
}

/** Sum of every balance of every holder, by asset: zero to the last unit when no money was made or lost. */
export function conservationOf({ accounts, books }: engine.EngineState): Readonly<Record<string, string>> {
  const sums = new Map<string, Decimal>()
  const add = (asset: string, amount: Decimal): unknown =>
    sums.set(asset, (sums.get(asset) ?? Decimal.zero).plus(amount))
  for (const { balances } of accounts.values()) for (const [asset, amount] of balances) add(asset, amount)
  for (const [key, amount] of books) add(key.split(' ')[1] ?? '', amount)
  return Object.fromEntries(
    [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([asset, sum]) => [asset, sum.toString()]),
  )
}
