import type { Account } from '../account.ts'
import type { EngineEvent } from '../event.ts'
import type { EngineRules } from '../rules.ts'
import { type AccountStanding, isStanding, standingOf } from '../standing/standing.ts'
import type { EngineState } from '../state.ts'
import { priceBoxes } from './boxes.ts'
import { roomOf } from './room.ts'
import { changedAccounts, movedPrices, priceKeysOf } from './touched.ts'

/** An account that was margined because it may have come to its line. */
export interface Watched {
  readonly account: Account
  /** Undefined when its model cannot margin it. */
  readonly standing: AccountStanding | undefined
}

/**
 * Tells which accounts must be margined after a command, so that none at its line is missed and few others are touched.
 * Each account waits in a box of prices that it cannot come to its line in; who leaves the box, and whoever something
 * was changed of, is due. Not part of the engine's state: it may be made anew at any time, and decides nothing.
 */
export interface Watcher {
  /** Takes note of what a command did. */
  note(events: readonly EngineEvent[]): void
  /** Margins every account that is due, in order of opening, and puts it into a new box. Those that are in none are due again at every price. */
  assessed(): readonly Watched[]
  /** Accounts margined since the start. */
  readonly count: number
}

/** Share of the trigger's maintenance use at which an account is to be told; 1 is liquidation. */
export type WatchLine = (account: Account, standing: AccountStanding) => number

/** Watches the accounts of a state that commands are applied to. The line is asked for when an account is put into a box. */
export function accountWatcher(state: EngineState, rules: EngineRules, lineOf: WatchLine = () => 1): Watcher {
  const ids: string[] = []
  const boxes = priceBoxes(state)
  const unboxed = new Set<number>()
  let due = new Set<number>()
  let count = 0

  function dueNow({ ordinal, id }: Account): void {
    ids[ordinal] = id
    due.add(ordinal)
  }
  function box(slot: number, { account, standing }: Watched): void {
    const room = standing === undefined ? undefined : roomOf(standing, lineOf(account, standing), state.core.at)
    if (room !== undefined && room.moveFrac > 0) {
      boxes.enclose(slot, priceKeysOf(account, state.core), room)
      return
    }
    boxes.release(slot)
    unboxed.add(slot)
  }
  function assess(slot: number): Watched {
    unboxed.delete(slot)
    count += 1
    const account = state.accounts.get(ids[slot] as string) as Account
    const standing = standingOf(account, state.core, rules)
    const watched = { account, standing: isStanding(standing) ? standing : undefined }
    box(slot, watched)
    return watched
  }

  for (const account of state.accounts.values()) dueNow(account)
  return {
    note(events) {
      const changed = changedAccounts(events, state)
      for (const account of changed === 'all' ? state.accounts.values() : changed) dueNow(account)
      const moved = movedPrices(events)
      if (moved.length === 0) return
      for (const slot of boxes.left(moved)) due.add(slot)
      for (const slot of unboxed) due.add(slot)
    },
    assessed() {
      const slots = [...due].sort((a, b) => a - b)
      due = new Set()
      return slots.map(assess)
    },
    get count() {
      return count
    },
  }
}
