import { type Failure, problem } from '../../num/result.ts'
import type { Account } from '../account.ts'
import { suspectKey } from '../market-state.ts'
import { derivativeOf } from '../price-account.ts'
import { stalePrices } from '../standing.ts'
import type { EngineCore } from '../state.ts'

/** Prices on which nobody is liquidated, of those an account needs: stale ones, and such as wait to be confirmed. */
export function unsurePrices(account: Account, core: EngineCore): readonly Failure[] {
  return [...stalePrices(account, core), ...suspectPrices(account, core)]
}

function suspectPrices({ positions, balances }: Account, core: EngineCore): readonly Failure[] {
  if (core.suspects.size === 0) return []
  const keys = new Set<string>()
  for (const { symbol } of positions.values()) {
    const { underlying, settle } = derivativeOf(core.market, symbol)
    keys.add(suspectKey.mark(symbol)).add(suspectKey.index(underlying)).add(suspectKey.asset(settle))
  }
  for (const [asset, held] of balances)
    if (!held.isZero()) keys.add(suspectKey.asset(asset)).add(suspectKey.index(asset))
  return [...keys].flatMap((key) => {
    const told = core.suspects.get(key)
    const message = `price of ${key} must be confirmed, ${told} was told once`
    return told === undefined ? [] : [problem('market.stale', '', message)]
  })
}
