import type { Decimal } from '../../num/decimal.ts'
import type { Failure } from '../../num/result.ts'
import type { Account, OpenOrder } from '../account.ts'
import type { OrderTerms } from '../command.ts'
import { unsurePrices } from '../market/unsure-prices.ts'
import type { Refusal } from '../refusal.ts'
import type { EngineRules } from '../rules.ts'
import { derivativeOf, pricerOf } from '../standing/price-account.ts'
import type { EngineCore } from '../state.ts'
import { type Backing, backingOf } from './backing.ts'
import { isClosing } from './closing.ts'
import { withOrder } from './fill-order.ts'
import { certainlyFits } from './gate.ts'
import { largestThatFits } from './largest.ts'
import { reducesRisk } from './reduces.ts'
import { openOrderOf, termsRefusal } from './terms.ts'

/** Whether an account may place an order. */
export type OrderCheck =
  /** Initial margin is there; or it closes, or lowers risk, which is allowed to an account that lacks margin too. */
  | { readonly verdict: 'fits'; readonly by: 'backed' | 'closes' | 'lowers-risk' }
  | {
      readonly verdict: 'breaches'
      /** What adjusted equity lacks of initial margin in the pool that lacks most, its currency. */
      readonly shortBy: number
      readonly currency: string
      readonly pool: string
      /** Signed as the order; zero when nothing fits. */
      readonly largestThatFits: Decimal
    }
  | { readonly verdict: 'unpriced'; readonly problems: readonly Failure[] }
  /** No margin would make it an order. */
  | { readonly verdict: 'refused'; readonly refusal: Refusal }

interface Priced {
  readonly core: EngineCore
}

const backed: OrderCheck = { verdict: 'fits', by: 'backed' }

/**
 * Whether `account` may place an order, at the prices of `state`.
 *
 * With the order among its other open orders the account must keep adjusted equity at or above initial margin in every pool
 * that the order bears on, by the model's own rule for open orders, and also once the order has filled whole at its price
 * while the others stay open. The difference to a better mark, and an option's premium, are lost when the order fills; they
 * must be there where the model does not ask for them itself. Fees are not foreseen.
 *
 * Or the order must reduce risk. What only closes (reduce-only, or against its side in hedge mode) is always allowed up to
 * what is held, also on stale prices and under liquidation. Any other order that lowers the shortfall and raises no
 * maintenance margin is allowed on known, fresh prices, also below the line, but not under liquidation.
 */
export function checkOrder({ core }: Priced, account: Account, terms: OrderTerms, rules: EngineRules): OrderCheck {
  const early = beforeMargin(account, terms, core)
  if (early !== undefined) return early
  return certainlyFits(core, account, terms, rules) ? backed : checkPlainly(core, account, openOrderOf(terms), rules)
}

/** The same without what is remembered: slower, and never another answer. */
export function checkOrderPlainly(
  { core }: Priced,
  account: Account,
  terms: OrderTerms,
  rules: EngineRules,
): OrderCheck {
  return beforeMargin(account, terms, core) ?? checkPlainly(core, account, openOrderOf(terms), rules)
}

function beforeMargin(account: Account, terms: OrderTerms, core: EngineCore): OrderCheck | undefined {
  const refusal = termsRefusal(account, core, terms)
  if (refusal !== undefined) return { verdict: 'refused', refusal }
  return isClosing(terms) ? { verdict: 'fits', by: 'closes' } : undefined
}

function checkPlainly(core: EngineCore, account: Account, order: OpenOrder, rules: EngineRules): OrderCheck {
  const problems = unknownPrices(core, account, order)
  if (problems.length > 0) return { verdict: 'unpriced', problems }
  const backing = backingOf(account, order, core, rules)
  if (!backing.known) return { verdict: 'unpriced', problems: backing.problems }
  if (isBacked(backing)) return backed
  if (reducesRisk(account, order, core, rules)) return { verdict: 'fits', by: 'lowers-risk' }
  const { shortBy, currency, pool } = backing
  const asked = { contracts: order.contracts, lack: shortBy }
  const lackOf = (contracts: Decimal): number => lackWith(core, account, { ...order, contracts }, rules)
  const largest = largestThatFits(asked, derivativeOf(core.market, order.symbol), lackOf)
  return { verdict: 'breaches', shortBy, currency, pool, largestThatFits: largest }
}

/** What an order lacks in the worst pool, of one that reduces risk nothing; endless where it cannot be known. */
function lackWith(core: EngineCore, account: Account, order: OpenOrder, rules: EngineRules): number {
  const backing = backingOf(account, order, core, rules)
  if (!backing.known) return Number.MAX_VALUE
  if (isBacked(backing)) return backing.shortBy
  return reducesRisk(account, order, core, rules) ? 0 : backing.shortBy
}

function isBacked(backing: Backing): boolean {
  return backing.known && backing.shortBy <= 0
}

/** Prices that the account with the order needs and that are missing or unsure; the order's own among them. */
function unknownPrices(core: EngineCore, account: Account, order: OpenOrder): readonly Failure[] {
  const priced = pricerOf(core.market)(order.symbol)
  const problems = [...(priced.ok ? [] : priced.problems), ...unsurePrices(withOrder(account, order), core)]
  return [...new Map(problems.map((each) => [`${each.code} ${each.path}`, each])).values()]
}
