import {
  fillsOf,
  type HealthLine,
  oraclePrices,
  type SidedPrices,
  scaledAssetWeight,
  scaledLiabilityWeight,
  strictPrices,
} from '../../margin/weighted-health.ts'
import { fixedOne, times } from './fixed.ts'

/**
 * To open (strict prices, scaled weights), to stay, and to end a liquidation that has begun: the weights of opening at
 * the oracle's price.
 */
export type HealthKind = 'initial' | 'maintenance' | 'liquidation-end'

/** A price and its slow average, dollars in fixed point. */
export interface StablePrice {
  readonly oracle: bigint
  readonly stable: bigint
}

/** A weight of each kind; scaled weights are those of opening. */
export interface KindWeights {
  readonly initial: bigint
  readonly maintenance: bigint
}

/** Where a weight of a token begins to change, and what all users hold or owe of it, in the same money. */
export interface WeightScale {
  readonly start: bigint
  readonly total: bigint
}

export interface TokenHolding {
  readonly name: string
  readonly riskFactor: string
  /** Negative is owed. */
  readonly balance: bigint
  readonly price: StablePrice
  readonly asset: KindWeights
  readonly liability: KindWeights
  readonly depositScale: WeightScale | null
  readonly borrowScale: WeightScale | null
}

export interface PerpHolding {
  readonly name: string
  readonly riskFactor: string
  /** Negative is short; orders are not negative. */
  readonly base: bigint
  readonly bids: bigint
  readonly asks: bigint
  /** What was paid (negative) or received for it, funding included. */
  readonly quote: bigint
  readonly price: StablePrice
  readonly baseAsset: KindWeights
  readonly baseLiability: KindWeights
  /** Of a position that adds to health as a whole. */
  readonly overall: KindWeights
}

function kindOf({ initial, maintenance }: KindWeights, kind: HealthKind): bigint {
  return kind === 'maintenance' ? maintenance : initial
}

function pricesFor({ oracle, stable }: StablePrice, kind: HealthKind): SidedPrices {
  return kind === 'initial' ? strictPrices(oracle, stable) : oraclePrices(oracle)
}

function assetWeight({ asset, depositScale }: TokenHolding, kind: HealthKind): bigint {
  const weight = kindOf(asset, kind)
  return kind !== 'initial' || depositScale === null
    ? weight
    : scaledAssetWeight(weight, depositScale.start, depositScale.total)
}

function liabilityWeight({ liability, borrowScale }: TokenHolding, kind: HealthKind): bigint {
  const weight = kindOf(liability, kind)
  return kind !== 'initial' || borrowScale === null
    ? weight
    : scaledLiabilityWeight(weight, borrowScale.start, borrowScale.total)
}

/** Weighted price of a token for a balance of that sign. */
function weightedPrice(token: TokenHolding, kind: HealthKind, balance: bigint): bigint {
  const { asset, liability } = pricesFor(token.price, kind)
  return balance < 0n ? times(liabilityWeight(token, kind), liability) : times(assetWeight(token, kind), asset)
}

/** What a perpetual adds to health, in the token it settles in, and how much of its notional that leaves out. */
interface PerpContribution {
  readonly health: bigint
  /** Never negative. */
  readonly margin: bigint
}

/** The worse of all bids filled and all asks filled, each at the price of its side. */
function contributionOf(perp: PerpHolding, kind: HealthKind): PerpContribution {
  const { asset, liability } = pricesFor(perp.price, kind)
  const [bought, sold] = fillsOf(perp.base, perp.bids, perp.asks)
  const allBids = filled(perp, bought, perp.quote - times(perp.bids, liability), kind)
  const allAsks = filled(perp, sold, perp.quote + times(perp.asks, asset), kind)
  const worse = allBids.health <= allAsks.health ? allBids : allAsks
  return worse.health > 0n ? { ...worse, health: times(worse.health, kindOf(perp.overall, kind)) } : worse
}

function filled(perp: PerpHolding, base: bigint, quote: bigint, kind: HealthKind): PerpContribution {
  const { asset, liability } = pricesFor(perp.price, kind)
  const isShort = base < 0n
  const value = times(base, isShort ? liability : asset)
  const weighted = times(value, kindOf(isShort ? perp.baseLiability : perp.baseAsset, kind))
  return { health: weighted + quote, margin: value > weighted ? value - weighted : 0n }
}

/**
 * Tokens and perpetuals as they count. What a perpetual adds goes to the balance of the token that all of them settle in
 * before that token's weight is applied, so that profit makes up for a debt in it at the debt's weight.
 */
export function healthLines(
  tokens: readonly TokenHolding[],
  perps: readonly PerpHolding[],
  settle: TokenHolding,
  kind: HealthKind,
): readonly HealthLine[] {
  const contributions = perps.map((perp) => ({ perp, ...contributionOf(perp, kind) }))
  let effective = settle.balance
  for (const { health } of contributions) effective += health
  const settlePrice = weightedPrice(settle, kind, effective)
  return [
    ...tokens.map((token) =>
      balanceLine(token, token === settle ? settlePrice : weightedPrice(token, kind, token.balance)),
    ),
    ...contributions.map(({ perp: { name, riskFactor }, health, margin }) => ({
      name,
      riskFactor,
      backing: times(health + margin, settlePrice),
      asked: times(margin, settlePrice),
    })),
  ]
}

function balanceLine({ name, riskFactor, balance }: TokenHolding, price: bigint): HealthLine {
  const value = times(balance, price)
  return { name, riskFactor, backing: value > 0n ? value : 0n, asked: value < 0n ? -value : 0n }
}

/** Share of a deposit that counts to stay, fixed point. */
export function maintenanceWeight({ asset }: TokenHolding): bigint {
  return asset.maintenance > fixedOne ? fixedOne : asset.maintenance
}
