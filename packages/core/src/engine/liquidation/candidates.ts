import type { Pool } from '../../margin/model.ts'
import type { Derivative } from '../../market/instrument.ts'
import { fromRisk, toRisk } from '../../num/crossing.ts'
import type { Decimal } from '../../num/decimal.ts'
import { contractDelta } from '../../pricing/contract-greeks.ts'
import { type HeldPosition, isIsolatedIn, positionKey } from '../account.ts'
import { unsureAmong } from '../market/unsure-prices.ts'
import { pricerOf } from '../standing/price-account.ts'
import type { Candidate } from './attempt.ts'
import { accountOf, type Liquidation } from './measure.ts'
import { isIsolatedPool, positionsIn } from './pool-contents.ts'
import { pricedIn } from './trade.ts'

/** Closing each of the pool's positions, oldest first. */
export function reductions(liquidation: Liquidation, pool: Pool): readonly Candidate[] {
  return positionsIn(accountOf(liquidation), pool).map(([, held]) => reductionOf(held))
}

export function reductionOf({ symbol, side, contracts }: HeldPosition): Candidate {
  return { symbol, side, contracts: contracts.negated(), why: 'liquidation' }
}

/** Contracts of one underlying that are tried as hedges, beside those that are held. */
const hedgesMax = 4

/**
 * Trades in futures and perpetuals that would bring the delta of each of the pool's underlyings to zero: in those that are
 * held, and in others that are listed, have a fresh price and settle as the pool does. Of all underlyings, or of those alone
 * on which options are held.
 */
export function deltaHedges(
  liquidation: Liquidation,
  pool: Pool,
  { onlyWithOptions = false }: { readonly onlyWithOptions?: boolean } = {},
): readonly Candidate[] {
  if (isIsolatedPool(pool)) return []
  const positions = positionsIn(accountOf(liquidation), pool).map(([, held]) => held)
  const deltas = new Map<string, number>()
  const optioned = new Set<string>()
  for (const { symbol, contracts } of positions) {
    const priced = pricedIn(liquidation, symbol)
    const { underlying } = priced.instrument
    deltas.set(underlying, (deltas.get(underlying) ?? 0) + toRisk(contracts) * contractDelta(priced))
    if (priced.option !== undefined) optioned.add(underlying)
  }
  const settled = new Set([
    pool.currency,
    ...positions.map((held) => pricedIn(liquidation, held.symbol).instrument.settle),
  ])
  return [...deltas].flatMap(([underlying, delta]) =>
    delta === 0 || (onlyWithOptions && !optioned.has(underlying))
      ? []
      : hedgesIn(liquidation, underlying, settled).flatMap((symbol) => hedgeOf(liquidation, symbol, delta) ?? []),
  )
}

function hedgesIn(liquidation: Liquidation, underlying: string, settled: ReadonlySet<string>): readonly string[] {
  const account = accountOf(liquidation)
  const { core } = liquidation.draft
  const held = new Set([...account.positions.values()].map(({ symbol }) => symbol))
  const listed = [...core.market.instruments.values()].filter(
    ({ instrument }) =>
      (instrument.kind === 'perpetual' || instrument.kind === 'future') &&
      instrument.underlying === underlying &&
      settled.has(instrument.settle) &&
      isTradable(instrument, core.at) &&
      pricerOf(core.market)(instrument.symbol).ok &&
      unsureAmong({ symbols: [instrument.symbol], assets: [] }, core).length === 0 &&
      !core.settled.has(instrument.symbol) &&
      !isIsolatedIn(account, instrument.symbol),
  )
  const symbols = listed.map(({ instrument }) => instrument.symbol)
  const others = symbols.filter((symbol) => !held.has(symbol)).slice(0, hedgesMax)
  return [...symbols.filter((symbol) => held.has(symbol)), ...others]
}

function isTradable(instrument: Derivative, at: number): boolean {
  return instrument.kind === 'perpetual' || instrument.expiryAt > at
}

const contractScale = 8

/** The trade in a symbol that would take all of the delta away. */
function hedgeOf(liquidation: Liquidation, symbol: string, delta: number): Candidate | undefined {
  const contracts = fromRisk(
    -delta / contractDelta(pricedIn(liquidation, symbol)),
    contractScale,
    delta > 0 ? 'up' : 'down',
  )
  return contracts.isZero() ? undefined : sided(liquidation, symbol, contracts)
}

/** In hedge mode a trade first closes what is on the other side, and no more than that. */
function sided(liquidation: Liquidation, symbol: string, contracts: Decimal): Candidate {
  const { isHedgeMode, positions } = accountOf(liquidation)
  const why = 'delta-hedge' as const
  if (!isHedgeMode) return { symbol, side: undefined, contracts, why }
  const [own, other] = contracts.sign() > 0 ? (['long', 'short'] as const) : (['short', 'long'] as const)
  const opposite = positions.get(positionKey(symbol, other))
  if (opposite === undefined) return { symbol, side: own, contracts, why }
  const closes = contracts.abs().compare(opposite.contracts.abs()) < 0 ? contracts : opposite.contracts.negated()
  return { symbol, side: other, contracts: closes, why }
}
