import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
import { type Failure, pointer, problem } from '../../num/result.ts'
import type { BybitRules } from './rules.ts'

/** A parameter that the venue does not publish and the user has not given. */
export function lacking(path: readonly string[], message: string): Failure {
  return problem('params.missing', pointer('parameters', ...path), message)
}

/** What is not known of the margin of one position by itself. */
export function positionLacks(position: PricedPosition, rules: BybitRules): readonly Failure[] {
  const { symbol, priced, contracts, entryNotional } = position
  const { instrument } = priced
  if (priced.option !== undefined) {
    if (contracts >= 0 || rules.optionOf(position) !== undefined) return []
    return [
      lacking(
        ['options', instrument.underlying],
        `the rates of short ${instrument.underlying} options must be given to margin ${symbol}`,
      ),
    ]
  }
  const brackets = rules.bracketsOf(position)
  if (brackets === undefined)
    return [lacking(['riskLimits', symbol], `the risk limits of ${symbol} must be given to margin it`)]
  const limit = brackets.at(-1)?.notionalMax ?? 0
  // Of the entry value: what is known of a position does not change with its price.
  if ((entryNotional ?? 0) <= limit) return []
  return [
    lacking(
      ['riskLimits', symbol],
      `the risk limits of ${symbol} must reach a value of ${entryNotional} ${instrument.settle}, end at ${limit}`,
    ),
  ]
}

/** What is not known of what is owed: the margin it needs. */
export function borrowLacks({ balances }: PricedAccount, rules: BybitRules): readonly Failure[] {
  return balances.flatMap(({ asset, amount }) => {
    if (amount >= 0) return []
    const last = rules.borrowOf(asset)?.at(-1)
    if (last === undefined)
      return [lacking(['borrowing', asset], `the borrow margin of ${asset} must be given, ${-amount} of it is owed`)]
    if (last.quantityMax === null || -amount <= last.quantityMax) return []
    const message = `the borrow margin of ${asset} must reach ${-amount}, ends at ${last.quantityMax}`
    return [lacking(['borrowing', asset], message)]
  })
}

/** What is not known of what is held: how it counts. */
export function collateralLacks({ balances }: PricedAccount, rules: BybitRules): readonly Failure[] {
  return balances
    .filter(({ asset, amount }) => amount > 0 && rules.haircutsOf(asset) === undefined)
    .map(({ asset, amount }) =>
      lacking(['collateral', asset], `the collateral value ratio of ${asset} must be given to count ${amount} of it`),
    )
}
