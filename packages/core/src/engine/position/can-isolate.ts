import type { MarginModel } from '../../margin/model.ts'
import { Decimal } from '../../num/decimal.ts'
import { type Failure, pointer } from '../../num/result.ts'
import type { Account, HeldPosition } from '../account.ts'
import { positionKeysOf } from '../draft.ts'
import { priceAccount } from '../standing/price-account.ts'
import type { EngineCore } from '../state.ts'

const { zero } = Decimal
const one = Decimal.of('1')

/** Why a model cannot hold an isolated position in a symbol, asked of one contract of it; also when that has no price. */
export function isolationProblems(
  account: Account,
  symbol: string,
  core: EngineCore,
  { refusals }: MarginModel,
): readonly Failure[] {
  if (refusals === undefined) return []
  const side = account.isHedgeMode ? 'long' : undefined
  const held: HeldPosition = { symbol, side, contracts: one, cost: zero, isolatedMargin: zero, fundingIndex: zero }
  const isolated = new Set([...account.isolated, symbol])
  const alone = { ...account, isolated, balances: new Map(), positions: new Map([[symbol, held]]), orders: new Map() }
  const priced = priceAccount(alone, core)
  const [unpriced] = priced.unpriced
  return unpriced?.problems ?? refusals(priced).filter(({ path }) => path === pointer('positions', symbol))
}

/** Symbols that would be isolated without anything open in them, and which a model cannot hold so: they would trap the next trade. */
export function strandedSymbols(account: Account, core: EngineCore, model: MarginModel): readonly string[] {
  return [...account.isolated].filter(
    (symbol) => !isOpenIn(account, symbol) && isolationProblems(account, symbol, core, model).length > 0,
  )
}

/** Whether a position or an order is open in a symbol. */
export function isOpenIn({ positions, orders }: Account, symbol: string): boolean {
  return (
    positionKeysOf(symbol).some((key) => positions.has(key)) ||
    [...orders.values()].some((order) => order.symbol === symbol)
  )
}
