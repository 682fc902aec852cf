import type { engine } from '@plimsoll/core'
import { holds } from './law.ts'
import { type OwnPrices, priceOfAsset, pricesOfPosition } from './prices.ts'
import { eventsOf, type Step } from './step.ts'
import { figure } from './units.ts'

/** An account whose prices are missing or stale takes no new risk, and no money leaves it that may back some. */
export function auditUnknown(step: Step, prices: OwnPrices): void {
  const { command, outcome, after } = step
  if (!outcome.done || (command.type !== 'order' && command.type !== 'withdraw' && command.type !== 'transfer')) return
  const account = after.accounts.get(command.account)
  if (account === undefined || !isAtRisk(account)) return
  if (command.type === 'order' && reduces(command, step)) return
  const unusable = prices.unusable(namesOf(account, after.core), command.at, step.before.core.config)
  const what = command.type === 'order' ? `${command.type} of ${command.order.symbol}` : command.type
  holds(
    unusable.length === 0,
    'unknown',
    () => `${account.id} must not ${what} while ${unusable.join(', ')} cannot be known`,
  )
}

function isAtRisk({ positions, orders, balances }: engine.Account): boolean {
  const owes = [...balances.values()].some((balance) => balance.sign() < 0)
  return positions.size > 0 || orders.size > 0 || owes
}

/** An order against a position, or one that only reduces. */
function reduces({ order }: engine.PlaceOrder, { before, command }: Step): boolean {
  if (order.reduceOnly) return true
  const account = before.accounts.get((command as engine.PlaceOrder).account)
  const held = [...(account?.positions.values() ?? [])].find(
    (each) => each.symbol === order.symbol && each.side === order.side,
  )
  return (
    held !== undefined &&
    held.contracts.sign() !== order.contracts.sign() &&
    Math.abs(figure(order.contracts)) <= Math.abs(figure(held.contracts))
  )
}

/**
 * Everything that the figures of an account are made of. An isolated position is an account of its own: what is known of the
 * rest does not depend on its price, as it is known what was set aside for it.
 */
function namesOf({ positions, orders, balances }: engine.Account, core: engine.EngineCore): readonly string[] {
  const pooled = [...positions.values()].filter(({ isolatedMargin }) => isolatedMargin === undefined)
  return [
    ...[...pooled, ...orders.values()].flatMap(({ symbol }) => pricesOfPosition(symbol, core)),
    ...[...balances].flatMap(([asset, held]) => (held.isZero() ? [] : priceOfAsset(asset, core.market))),
  ]
}

/** A refused command changes nothing but the count and the clock. */
export function auditRefused(step: Step): void {
  const { outcome, before, after, command } = step
  if (outcome.done || eventsOf(step, 'schedule-taken').length > 0) return
  holds(outcome.refusal.code !== 'engine.bug', 'no-bug', () => `${command.type}: ${outcome.refusal.message}`)
  const isSame =
    after.accounts.size === before.accounts.size &&
    [...after.accounts].every(([id, account]) => before.accounts.get(id) === account) &&
    [...after.books].every(([key, balance]) => before.books.get(key) === balance) &&
    restOf(after.core, before.core)
  holds(
    isSame || outcome.events.length > 0,
    'refused',
    () => `${command.type} was refused and must change nothing: ${outcome.refusal.code}`,
  )
}

function restOf(a: engine.EngineCore, b: engine.EngineCore): boolean {
  const keys = Object.keys(a) as (keyof engine.EngineCore)[]
  return keys.every((key) => key === 'sequence' || key === 'at' || a[key] === b[key])
}
