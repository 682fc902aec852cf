import {
  type Conformance,
  ExampleError,
  type Fields,
  numberIn,
  numberOr,
  recordIn,
  recordsIn,
} from '../../margin/conformance.ts'
import { healthOf } from '../../margin/weighted-health.ts'
import { fixed, fromFixed } from './fixed.ts'
import {
  type HealthKind,
  healthLines,
  type KindWeights,
  type PerpHolding,
  type StablePrice,
  type TokenHolding,
} from './health-lines.ts'

/** Answers `mango-health` files, native units as their `meta` says. Token 0 is the one perpetuals settle in. */
function healthVector(vector: Fields): unknown {
  const input = recordIn(vector, 'input')
  const rows = recordsIn(input, 'tokens')
  const tokens = rows.map(tokenOf)
  const perps = recordsIn(input, 'perps').map(perpOf)
  const settle = tokens[rows.findIndex((fields, i) => numberOr(fields, 'tokenIndex', i) === 0)]
  if (settle === undefined) throw new ExampleError('input.missing', 'tokens must hold the settle token')
  const health = (kind: HealthKind): number => fromFixed(healthOf(healthLines(tokens, perps, settle, kind)).health)
  return {
    initHealth: health('initial'),
    maintHealth: health('maintenance'),
    liquidationEndHealth: health('liquidation-end'),
  }
}

function tokenOf(fields: Fields, i: number): TokenHolding {
  return {
    name: `token ${i}`,
    riskFactor: `token ${i}`,
    balance: fixed(numberIn(fields, 'balanceNative')),
    price: priceOf(fields),
    asset: weightsOf(fields, 'AssetWeight'),
    liability: weightsOf(fields, 'LiabWeight'),
    depositScale: null,
    borrowScale: null,
  }
}

function perpOf(fields: Fields, i: number): PerpHolding {
  const lots = (name: string): bigint => fixed(numberOr(fields, name, 0) * numberOr(fields, 'baseLotSize', 1))
  return {
    name: `perp ${i}`,
    riskFactor: `perp ${i}`,
    base: lots('baseLots'),
    bids: lots('bidsLots'),
    asks: lots('asksLots'),
    quote: fixed(numberIn(fields, 'quoteNative')),
    price: priceOf(fields),
    baseAsset: weightsOf(fields, 'BaseAssetWeight'),
    baseLiability: weightsOf(fields, 'BaseLiabWeight'),
    overall: weightsOf(fields, 'OverallAssetWeight'),
  }
}

/** Where no slow average is given, it is the oracle's price. */
function priceOf(fields: Fields): StablePrice {
  const oracle = numberIn(fields, 'oraclePrice')
  return { oracle: fixed(oracle), stable: fixed(numberOr(fields, 'stablePrice', oracle)) }
}

function weightsOf(fields: Fields, suffix: string): KindWeights {
  return {
    initial: fixed(numberIn(fields, `init${suffix}`)),
    maintenance: fixed(numberIn(fields, `maint${suffix}`)),
  }
}

export const conformance: Conformance = { vectors: { 'mango-health': healthVector } }
