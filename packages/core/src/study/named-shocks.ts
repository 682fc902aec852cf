import type { PricedAccount } from '../margin/priced-account.ts'
import { contractDelta } from '../pricing/contract-greeks.ts'
import type { Shock } from '../scenario/shock.ts'

/** A shock with a name and what it stands for. */
export interface NamedShock {
  readonly name: string
  readonly words: string
  readonly shock: Shock
}

type Moves = Readonly<Record<string, number>> & { readonly '*': number }

interface CrashDay {
  readonly day: string
  readonly words: string
  /** Open to low, then open to close, of the UTC day, by underlying; `*` for coins that were not listed or are not in the table. */
  readonly low: Moves
  readonly close: Moves
}

/**
 * Days on which crypto fell, Binance spot in USDT, UTC. Wicks below other venues are left out for coins other than BTC, ETH and SOL,
 * which take the largest of the three.
 *
 * @see finom/static-klines, commit 338eb785ba, daily bars.
 */
const crashDays: readonly CrashDay[] = [
  {
    day: '2020-03-12',
    words: 'the COVID crash',
    low: { BTC: -0.444, ETH: -0.48, '*': -0.48 },
    close: { BTC: -0.395, ETH: -0.446, '*': -0.446 },
  },
  {
    day: '2021-05-19',
    words: 'the deleveraging of May 2021',
    low: { BTC: -0.3, ETH: -0.441, SOL: -0.527, '*': -0.527 },
    close: { BTC: -0.144, ETH: -0.277, SOL: -0.375, '*': -0.375 },
  },
  {
    day: '2022-11-09',
    words: 'the fall of FTX',
    low: { BTC: -0.159, ETH: -0.196, SOL: -0.493, '*': -0.493 },
    close: { BTC: -0.141, ETH: -0.174, SOL: -0.422, '*': -0.422 },
  },
  {
    day: '2024-08-05',
    words: 'the yen carry unwind',
    low: { BTC: -0.158, ETH: -0.215, SOL: -0.205, '*': -0.215 },
    close: { BTC: -0.071, ETH: -0.1, SOL: -0.062, '*': -0.1 },
  },
  {
    day: '2025-10-10',
    words: 'the cascade of October 2025',
    low: { BTC: -0.162, ETH: -0.214, SOL: -0.236, '*': -0.236 },
    close: { BTC: -0.073, ETH: -0.123, SOL: -0.147, '*': -0.147 },
  },
]

/** Relative rise of volatility in a crash replay; the days' own option volatilities are not in the data. Assumed. */
const crashVolMoveFrac = 0.5

const breakdownMoveFrac = 0.1

/** Falls of a stablecoin: the USDC low of 2023-03-11 was 0.8774, its close 0.9715 (daily USD bars, SAL-Cryptopulse). */
const depegs: readonly { readonly moveFrac: number; readonly words: string }[] = [
  { moveFrac: -0.0285, words: 'as USDC closed on 2023-03-11' },
  { moveFrac: -0.1226, words: 'as USDC traded at its lowest on 2023-03-11' },
]

/** Shocks that everyone asks about, as they bear on this account. */
export function namedShocks(account: PricedAccount): readonly NamedShock[] {
  return [
    ...crashDays.flatMap((day) => [crash(day, 'low'), crash(day, 'close')]),
    uniform('rally +20 %', 'everything rises by a fifth, volatilities fall by a fifth', 0.2, -0.2),
    uniform('volatility +50 %', 'prices stand still, volatilities rise by half', 0, 0.5),
    uniform('volatility −30 %', 'prices stand still, volatilities fall by three tenths', 0, -0.3),
    correlationBreakdown(account),
    ...stablecoinsOf(account).flatMap((asset) => depegs.map((depeg) => depegShock(asset, depeg.moveFrac, depeg.words))),
  ]
}

function crash({ day, words, low, close }: CrashDay, at: 'low' | 'close'): NamedShock {
  const moves = at === 'low' ? low : close
  const named = Object.entries(moves).filter(([underlying]) => underlying !== '*')
  return {
    name: `${day} to its ${at}`,
    words: `${words}: open to ${at} of that day, volatilities assumed half higher`,
    shock: {
      name: day,
      indexFactors: new Map(named.map(([underlying, move]) => [underlying, 1 + move])),
      otherwise: 1 + moves['*'],
      volMoveFrac: crashVolMoveFrac,
    },
  }
}

function uniform(name: string, words: string, spotMoveFrac: number, volMoveFrac: number): NamedShock {
  return { name, words, shock: { name, indexFactors: new Map(), otherwise: 1 + spotMoveFrac, volMoveFrac } }
}

/** Every underlying moves against what the book holds of it, so that no leg helps another. */
function correlationBreakdown(account: PricedAccount): NamedShock {
  const delta = new Map<string, number>()
  const add = (underlying: string, coins: number): unknown =>
    delta.set(underlying, (delta.get(underlying) ?? 0) + coins)
  for (const { priced, contracts } of account.positions)
    add(priced.instrument.underlying, contracts * contractDelta(priced))
  for (const { asset, amount } of account.balances) if (!account.stableAssets.has(asset)) add(asset, amount)
  const indexFactors = new Map(
    [...delta].map(([underlying, coins]) => [underlying, 1 - Math.sign(coins) * breakdownMoveFrac]),
  )
  return {
    name: 'correlation breakdown',
    words: 'every underlying moves 10 % against the position in it',
    shock: { name: 'correlation breakdown', indexFactors, otherwise: 1 },
  }
}

/** Stablecoins that the account holds, owes or is paid in. */
function stablecoinsOf({ balances, positions, stableAssets, currency }: PricedAccount): readonly string[] {
  const touched = [
    ...balances.filter(({ amount }) => amount !== 0).map(({ asset }) => asset),
    ...positions.map(({ priced }) => priced.instrument.settle),
  ]
  return [...new Set(touched)].filter((asset) => asset !== currency && stableAssets.has(asset))
}

function depegShock(asset: string, moveFrac: number, words: string): NamedShock {
  const percent = Math.round(moveFrac * 10_000) / 100
  const name = `${asset} ${String(percent).replace('-', '−')} %`
  return {
    name,
    words: `${asset} falls off its peg, ${words}; coins keep their price in the market’s currency`,
    shock: { name, indexFactors: new Map(), otherwise: 1, stableFactors: new Map([[asset, 1 + moveFrac]]) },
  }
}
