import type { Account } from '../account.ts'
import type { EngineEvent } from '../event.ts'
import { type Danger, dangerOf } from '../liquidation/danger.ts'
import { canBeInDanger } from '../liquidation/needed.ts'
import { unsureAmong } from '../market/unsure-prices.ts'
import type { EngineRules } from '../rules.ts'
import type { EngineState } from '../state.ts'
import { accountWatcher } from './watcher.ts'

/** Tells what `accountsInDanger` tells, and asks few accounts. Not part of the engine's state: it may be made anew at any time. */
export interface DangerWatch {
  /** Takes note of what a command did; it must be told of every one. */
  note(events: readonly EngineEvent[]): void
  /** As `accountsInDanger` of the present state. When it throws it is of no more use. */
  dangers(): readonly Danger[]
}

/**
 * Asked are those that a watcher finds due, those that were in danger at the last look or are being liquidated, and whoever
 * holds what has no sure price: that comes with time alone. The others wait in boxes of prices without danger.
 */
export function dangerWatch(state: EngineState, rules: EngineRules): DangerWatch {
  const watcher = accountWatcher(state, rules)
  const haveHeld = new Map<string, Set<string>>()
  let asked = new Set<string>()

  function hold(id: string, asset: string): void {
    const ids = haveHeld.get(asset)
    if (ids === undefined) haveHeld.set(asset, new Set([id]))
    else ids.add(id)
  }
  function heldUnsurely(): readonly Iterable<string>[] {
    const { core, holders } = state
    const symbols = [...holders].filter(([symbol]) => isUnsure(symbol, state))
    const assets = [...haveHeld].filter(([asset]) => unsureAmong({ symbols: [], assets: [asset] }, core).length > 0)
    return [...symbols, ...assets].map(([, ids]) => ids)
  }

  for (const { id, balances } of state.accounts.values()) for (const asset of balances.keys()) hold(id, asset)
  return {
    note(events) {
      watcher.note(events)
      for (const event of events)
        if (event.type === 'posted')
          for (const { holder, asset } of event.entry.postings) if (state.accounts.has(holder)) hold(holder, asset)
    },
    dangers() {
      for (const { account } of watcher.assessed()) asked.add(account.id)
      for (const ids of heldUnsurely()) for (const id of ids) asked.add(id)
      const accounts = [...asked].map((id) => state.accounts.get(id) as Account).sort((a, b) => a.ordinal - b.ordinal)
      const dangers = accounts.filter(canBeInDanger).flatMap((account) => dangerOf(account, state.core, rules) ?? [])
      const begun = accounts.filter(({ liquidation }) => liquidation.state !== 'none')
      asked = new Set([...dangers.map(({ account }) => account), ...begun.map(({ id }) => id)])
      return dangers
    },
  }
}

/** Whether a contract has no price that may be acted on: what is missing, unsure or past its expiry. */
function isUnsure(symbol: string, { core }: EngineState): boolean {
  const instrument = core.market.instruments.get(symbol)?.instrument
  if (instrument !== undefined && 'expiryAt' in instrument && instrument.expiryAt <= core.at) return true
  return unsureAmong({ symbols: [symbol], assets: [] }, core).length > 0
}
