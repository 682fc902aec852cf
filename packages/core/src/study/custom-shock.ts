import type { PricedAccount } from '../margin/priced-account.ts'
import { dayMs, yearMs } from '../num/instant.ts'
import { type Failure, problem } from '../num/result.ts'
import type { NamedShock } from './named-shocks.ts'

/** A joint scenario of one's own. */
export interface CustomShock {
  readonly name: string
  /** By underlying or stablecoin: −0.2 is a fall by a fifth. */
  readonly movesFrac: Readonly<Record<string, number>>
  /** Move of every underlying not named; 0 when absent. */
  readonly otherwiseFrac?: number
  /** Relative change of every volatility; 0 when absent. */
  readonly volMoveFrac?: number
  /** Days that pass; 0 when absent. */
  readonly days?: number
}

/** The shock as the study takes it; stablecoins move off their peg, the rest with their index. */
export function customShock({ stableAssets }: PricedAccount, custom: CustomShock): NamedShock {
  const { name, movesFrac, otherwiseFrac = 0, volMoveFrac = 0, days = 0 } = custom
  const factors = Object.entries(movesFrac).map(([asset, move]): [string, number] => [asset, 1 + move])
  return {
    name,
    words: 'as asked for',
    shock: {
      name,
      indexFactors: new Map(factors.filter(([asset]) => !stableAssets.has(asset))),
      stableFactors: new Map(factors.filter(([asset]) => stableAssets.has(asset))),
      otherwise: 1 + otherwiseFrac,
      volMoveFrac,
      yearsPassed: (days * dayMs) / yearMs,
    },
  }
}

/** What keeps a custom shock from being asked: a move of −100 % or more, negative time, or a name the account does not touch. */
export function customShockProblems(account: PricedAccount, custom: CustomShock, at: string): readonly Failure[] {
  const { movesFrac, otherwiseFrac = 0, volMoveFrac = 0, days = 0 } = custom
  const moves = [...Object.entries(movesFrac), ['otherwise', otherwiseFrac], ['vol', volMoveFrac]] as [string, number][]
  const tooFar = moves.filter(([, move]) => !(move > -1 && move < Number.POSITIVE_INFINITY))
  const strangers = Object.keys(movesFrac).filter(
    (name) => !account.indexes.has(name) && !account.stableAssets.has(name),
  )
  return [
    ...tooFar.map(([name, move]) =>
      problem('number.range', `${at}/${name}`, `a move must be above −100 %, is ${move * 100} %`),
    ),
    ...strangers.map((name) =>
      problem(
        'document.value',
        `${at}/${name}`,
        `must be one of ${[...account.indexes.keys()].join(', ')}, is ${name}`,
      ),
    ),
    ...(days >= 0 && days <= 3650
      ? []
      : [problem('number.range', `${at}/days`, `days must be in 0..3650, is ${days}`)]),
  ]
}
