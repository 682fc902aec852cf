import type { engine } from '@plimsoll/core'
import { holds } from './law.ts'
import type { Step } from './step.ts'
import { figure } from './units.ts'

/** Open orders from what was told of them alone. */
export class ShadowOrders {
  readonly #orders = new Map<string, Map<string, string>>()

  audit(step: Step): void {
    for (const event of step.outcome.events) {
      if (event.type === 'order-reserved' || event.type === 'order-reduced')
        this.#of(event.account).set(event.order.id, `${event.order.symbol} ${event.order.contracts}`)
      if (event.type === 'order-released') this.#of(event.account).delete(event.order)
    }
    for (const account of step.after.accounts.values())
      if (step.before.accounts.get(account.id) !== account) this.#compare(account)
    closingIsAllowed(step)
    reducingIsAllowed(step)
  }

  auditAll({ accounts }: engine.EngineState): void {
    for (const account of accounts.values()) this.#compare(account)
  }

  #of(account: string): Map<string, string> {
    const known = this.#orders.get(account) ?? new Map<string, string>()
    this.#orders.set(account, known)
    return known
  }

  #compare({ id, orders }: engine.Account): void {
    const own = [...this.#of(id)].map(([order, terms]) => `${order} ${terms}`)
    const theirs = [...orders.values()].map((order) => `${order.id} ${order.symbol} ${order.contracts}`)
    const isSame = own.sort().join() === theirs.sort().join()
    holds(isSame, 'orders', () => `orders of ${id} must be ${own.join()}, are ${theirs.join()}`)
  }
}

/** Reasons that are about the order itself, not about risk. */
const formal: ReadonlySet<engine.RefusalCode> = new Set([
  'command.clock-back',
  'command.value',
  'order.exists',
  'order.too-many',
  'instrument.expired',
  'instrument.unlisted',
  'position.side',
])

/**
 * An order that can only close, together with those that close it already no more than is held, is never refused: neither
 * for want of margin, nor for want of prices, nor in a liquidation.
 */
function closingIsAllowed({ command, outcome, before }: Step): void {
  if (command.type !== 'order' || outcome.done || formal.has(outcome.refusal.code)) return
  const { symbol, side, contracts, reduceOnly } = command.order
  const account = before.accounts.get(command.account)
  const held = [...(account?.positions.values() ?? [])].find((each) => each.symbol === symbol && each.side === side)
  const closes = (reduceOnly || side !== undefined) && held?.contracts.sign() === -contracts.sign()
  if (account === undefined || held === undefined || !closes) return
  const others = [...account.orders.values()].filter(
    (order) => order.symbol === symbol && order.side === side && order.contracts.sign() === contracts.sign(),
  )
  const asked = others.reduce((sum, order) => sum + Math.abs(figure(order.contracts)), Math.abs(figure(contracts)))
  holds(
    asked > Math.abs(figure(held.contracts)),
    'reducing',
    () => `${account.id} must be let to close ${contracts} of ${held.contracts} ${symbol}: ${outcome.refusal.message}`,
  )
}

/**
 * An order that makes the only position of an account smaller, at the mark or better, is never refused for want of margin,
 * whether it says that it only reduces or not.
 */
function reducingIsAllowed({ command, outcome, before }: Step): void {
  if (command.type !== 'order' || outcome.done || outcome.refusal.code !== 'order.breaches') return
  const { symbol, contracts, price } = command.order
  const account = before.accounts.get(command.account)
  const [held, ...others] = [...(account?.positions.values() ?? [])]
  const quote = before.core.market.instruments.get(symbol)
  if (held?.symbol !== symbol || others.length > 0 || account?.orders.size !== 0 || quote?.mark === undefined) return
  const isSmaller =
    held.contracts.sign() === -contracts.sign() && Math.abs(figure(contracts)) <= Math.abs(figure(held.contracts))
  const isFair = contracts.sign() * (figure(price) - figure(quote.mark)) <= 0
  holds(
    !isSmaller || !isFair,
    'reducing',
    () =>
      `${account.id} holds ${held.contracts} ${symbol} alone and must be let to reduce it: ${outcome.refusal.message}`,
  )
}
