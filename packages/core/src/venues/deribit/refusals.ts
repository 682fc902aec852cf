import type { PricedAccount } from '../../margin/priced-account.ts'
import { refusedPositions } from '../../margin/refusals.ts'
import { type Failure, pointer, problem } from '../../num/result.ts'

/** No account here holds a position apart, or both sides of one instrument. */
export function positionRefusals(account: PricedAccount): readonly Failure[] {
  const rows = [...account.positions, ...account.orders]
  const isolated = new Set(rows.filter(({ isIsolated }) => isIsolated).map(({ symbol }) => symbol))
  const bothSides = new Set(twoSided(account))
  return refusedPositions(account, ({ symbol }) => {
    if (isolated.has(symbol))
      return `Deribit has no isolated positions, ${symbol} is one: it would be in a subaccount of its own`
    if (bothSides.has(symbol)) return `Deribit nets an instrument, ${symbol} is held long and short`
    return null
  })
}

function twoSided({ positions }: PricedAccount): readonly string[] {
  const sides = new Map<string, PricedAccount['positions'][number]['side']>()
  return positions.flatMap(({ symbol, side, contracts }) => {
    if (contracts === 0) return []
    const isOther = sides.has(symbol) && sides.get(symbol) !== side
    sides.set(symbol, side)
    return isOther ? [symbol] : []
  })
}

/** Balances, and what contracts pay in, must be currencies that the cross collateral pool takes. */
export function collateralRefusals(
  account: PricedAccount,
  taken: Readonly<Record<string, unknown>>,
): readonly Failure[] {
  const isTaken = (asset: string): boolean => Object.hasOwn(taken, asset)
  const known = Object.keys(taken).join(', ')
  const balances = account.balances
    .filter(({ asset, amount }) => amount !== 0 && !isTaken(asset))
    .map(({ asset }) =>
      problem('venue.cannot-hold', pointer('balances', asset), `cross collateral must be one of ${known}, is ${asset}`),
    )
  const positions = refusedPositions(account, ({ symbol, priced }) =>
    isTaken(priced.instrument.settle)
      ? null
      : `a contract in cross collateral must settle in one of ${known}, ${symbol} does in ${priced.instrument.settle}`,
  )
  return [...balances, ...positions]
}

/** The matrices before 2024 were for coin-settled contracts on the coins they name. */
export function legacyRefusals(account: PricedAccount, underlyings: readonly string[]): readonly Failure[] {
  return refusedPositions(account, ({ symbol, priced }) => {
    const { payout, underlying } = priced.instrument
    if (payout === 'inverse' && underlyings.includes(underlying)) return null
    return `this set is for coin-settled contracts on ${underlyings.join(', ')}, ${symbol} is ${payout} on ${underlying}`
  })
}
