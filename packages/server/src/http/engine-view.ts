import { engine, engineMargin, type Failure, type MarginResult, type PositionResult } from '@plimsoll/core'
import type { Liquidator } from '../runtime/liquidator.ts'
import type { Runtime } from '../runtime/runtime.ts'

/** Accounts of one answer. */
export const accountsMax = 1000

/** All that is known of an account, with its margin report. */
export function accountView(
  account: engine.Account,
  core: engine.EngineCore,
  rules: engine.EngineRules,
): Record<string, unknown> {
  const report = engineMargin(account, core, rules)
  const margin = report.ok ? report.value : null
  const { rules: own, positions, isHedgeMode, openedAt, balances, leverage, isolated, disclosures, modes } = account
  return {
    account: account.id,
    sequence: core.sequence,
    at: core.at,
    openedAt,
    ...own,
    isHedgeMode,
    balances,
    positions: [...positions.values()].map((position) => positionView(position, core, margin)),
    orders: [...account.orders.values()],
    leverage,
    isolated,
    disclosures,
    modes,
    liquidation: account.liquidation,
    margin,
    problems: report.ok ? report.value.problems : (report.problems satisfies readonly Failure[]),
  }
}

function positionView(
  position: engine.HeldPosition,
  { market }: engine.EngineCore,
  margin: MarginResult | null,
): Record<string, unknown> {
  const { symbol, side, contracts, isolatedMargin } = position
  const instrument = market.instruments.get(symbol)?.instrument
  const reported = margin?.positions.find((row) => row.symbol === symbol && row.positionSide === side)
  return {
    symbol,
    side,
    contracts,
    entryPrice: instrument === undefined || instrument.kind === 'spot' ? null : engine.entryPrice(position, instrument),
    isolatedMargin,
    mark: reported?.mark ?? null,
    unrealizedPnl: reported?.unrealizedPnl ?? (null satisfies PositionResult['unrealizedPnl']),
  }
}

/** Accounts in order of their opening, from the one after `after` on; `next` asks for those that follow. */
export function accountList({ accounts }: engine.EngineState, after: string | undefined): Record<string, unknown> {
  const all = [...accounts.values()]
  const from = after === undefined ? 0 : (accounts.get(after)?.ordinal ?? -1) + 1
  const rows = all.slice(from, from + accountsMax).map(({ id, rules, positions, orders, liquidation }) => ({
    account: id,
    mode: rules.mode,
    model: rules.model,
    positions: positions.size,
    orders: orders.size,
    liquidation: liquidation.state,
  }))
  return { count: all.length, accounts: rows, next: from + rows.length < all.length ? rows.at(-1)?.account : undefined }
}

/** The engine as a whole. The laws and the hash go through everything, so they are computed when they are asked for. */
export function engineView(
  runtime: Runtime,
  liquidator: Liquidator | undefined,
  { hash, laws }: { readonly hash: boolean; readonly laws: boolean },
): Record<string, unknown> {
  const { core, accounts, books } = runtime.state
  return {
    sequence: core.sequence,
    at: core.at,
    journal: runtime.head,
    currency: core.market.currency,
    accounts: accounts.size,
    instruments: core.market.instruments.size,
    books,
    health: runtime.health,
    liquidator: liquidator === undefined ? null : { unknown: liquidator.unknown.slice(0, accountsMax) },
    ...(hash ? { stateHash: runtime.stateHash() } : {}),
    ...(laws ? { lawsBroken: engine.lawsBroken(runtime.state) } : {}),
  }
}
