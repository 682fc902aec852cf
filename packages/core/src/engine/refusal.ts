import { assert } from '../num/assert.ts'
import type { Failure } from '../num/result.ts'

/** Every reason for which a command is refused. Part of the public interface. */
export type RefusalCode =
  | 'command.clock-back'
  | 'command.value'
  | 'account.exists'
  | 'account.name'
  | 'account.unknown'
  | 'account.liquidating'
  | 'model.unknown'
  | 'cash.exceeds-balance'
  | 'cash.exceeds-free'
  | 'cash.same-account'
  | 'instrument.unlisted'
  | 'instrument.exists'
  | 'instrument.expired'
  | 'instrument.not-expired'
  | 'instrument.kind'
  | 'asset.unknown'
  | 'position.side'
  | 'position.none'
  | 'position.flips'
  | 'position.open'
  | 'order.exists'
  | 'order.too-many'
  | 'order.unknown'
  | 'order.breaches'
  | 'order.reduce-only'
  | 'order.overfilled'
  | 'margin.insufficient'
  | 'margin.not-isolated'
  | 'mode.refused'
  | 'limit.reached'
  | 'parameters.exists'
  | 'parameters.value'
  | 'liquidation.above-line'
  | 'liquidation.stale-prices'
  | 'liquidation.no-pool'
  | 'price.missing'
  | 'account.unpriced'
  /** Our own mistake: the command did nothing, the others go on. */
  | 'engine.bug'

/** Why a command changed nothing: the first rule that stood against it, in a fixed order of precedence. */
export interface Refusal {
  readonly code: RefusalCode
  /** JSON Pointer into the command. */
  readonly path: string
  /** The rule and the value, in words. */
  readonly message: string
  /** The figures behind it, where there are any. */
  readonly facts?: Readonly<Record<string, unknown>>
  /** What is missing or wrong in the data, where that is the reason. */
  readonly problems?: readonly Failure[]
}

export function refusal(
  code: RefusalCode,
  path: string,
  message: string,
  more: Pick<Refusal, 'facts' | 'problems'> = {},
): Refusal {
  return { code, path, message, ...more }
}

/** A refusal for what is wrong with the data, of which there is something: the first in words, with all of them. */
export function refusalFor(code: RefusalCode, path: string, problems: readonly Failure[]): Refusal {
  const [first] = problems
  assert(first !== undefined, `a refusal as ${code} must have a problem, has none`)
  return refusal(code, path, first.message, { problems })
}
