import { notionalOf, type PricedPosition, type UnpricedPosition } from '../margin/priced-account.ts'
import { toRisk } from '../num/crossing.ts'
import { Decimal } from '../num/decimal.ts'
import { type ContractGreeks, contractGreeks } from '../pricing/contract-greeks.ts'
import { profitOf } from '../pricing/priced.ts'
import type { AssessedPool, Assessment } from './assess.ts'
import { unpricedName } from './assess.ts'
import { attribute, type PositionAttribution } from './attribution.ts'
import { bankruptcyPrice } from './closed-form.ts'
import type { CollateralResult, PositionResult } from './margin-result.ts'

/** Positions and collateral of every pool, with what each adds to the requirement. */
export interface HoldingResults {
  readonly positions: readonly PositionResult[]
  readonly collateral: readonly CollateralResult[]
}

export function holdingResults(assessment: Assessment): HoldingResults {
  const rows = assessment.pools.map((pool) => poolHoldings(assessment, pool))
  return {
    positions: [...rows.flatMap(({ positions }) => positions), ...assessment.account.unpriced.map(unpricedResult)],
    collateral: rows.flatMap(({ collateral }) => collateral),
  }
}

function poolHoldings(assessment: Assessment, { pool, isKnown }: AssessedPool): HoldingResults {
  const { account, model, reportPrice } = assessment
  const attribution = isKnown ? attribute(account, model, pool) : null
  const toReport = pool.currencyPrice / reportPrice
  return {
    positions: pool.positions.map((position) => {
      const parts = attribution?.positions.get(position)
      const equity = isKnown ? pool.adjustedEquity * pool.currencyPrice : null
      return positionResult(
        position,
        pool.name,
        reportPrice,
        equity,
        parts === undefined ? null : scaled(parts, toReport),
      )
    }),
    collateral: pool.collateral.map(({ asset, held, price, counted, haircutFrac }) => ({
      asset,
      pool: pool.name,
      amount: held.toString(),
      price: Decimal.fromNumber(price).toString(),
      value: (toRisk(held) * price) / reportPrice,
      haircutFrac,
      counted: counted === null ? null : (counted * price) / reportPrice,
      maintenanceShare: attribution === null ? null : (attribution.collateralShare.get(asset) ?? 0) * toReport,
    })),
  }
}

function scaled({ alone, adds, share }: PositionAttribution, by: number): PositionAttribution {
  return { alone: alone * by, adds: adds * by, share: share * by }
}

function positionResult(
  position: PricedPosition,
  pool: string,
  reportPrice: number,
  poolEquity: number | null,
  parts: PositionAttribution | null,
): PositionResult {
  const { priced, symbol, held, side } = position
  const notional = notionalOf(position) * priced.quotePrice
  return {
    symbol,
    pool,
    contracts: held.toString(),
    ...(side === undefined ? {} : { positionSide: side }),
    mark: Decimal.fromNumber(priced.mark).toString(),
    notional: notional / reportPrice,
    unrealizedPnl: unrealizedPnl(position, reportPrice),
    ...greeksOf(position, reportPrice),
    maintenanceAlone: parts?.alone ?? null,
    addsToMaintenance: parts?.adds ?? null,
    maintenanceShare: parts?.share ?? null,
    effectiveLeverage: poolEquity !== null && poolEquity > 0 ? notional / poolEquity : null,
    bankruptcyPrice: ownBankruptcyPrice(position),
  }
}

/** An option whose entry price is not known has a value but no profit. */
function unrealizedPnl(
  { priced, contracts, cost, accruedFunding }: PricedPosition,
  reportPrice: number,
): number | null {
  return cost === null
    ? null
    : ((profitOf(priced, contracts, cost) + accruedFunding) * priced.settlePrice) / reportPrice
}

function greeksOf({ priced, contracts }: PricedPosition, reportPrice: number): ContractGreeks {
  const { delta, gamma, vega, theta } = contractGreeks(priced)
  return {
    delta: contracts * delta,
    gamma: contracts * gamma,
    vega: (contracts * vega) / reportPrice,
    theta: (contracts * theta) / reportPrice,
  }
}

function ownBankruptcyPrice({
  priced,
  contracts,
  cost,
  isIsolated,
  isolatedMargin,
  accruedFunding,
}: PricedPosition): number | null {
  if (!isIsolated || priced.option !== undefined || isolatedMargin === undefined || contracts === 0 || !cost)
    return null
  const size = contracts * priced.size
  const entryPrice = priced.instrument.payout === 'linear' ? cost / size : size / cost
  return bankruptcyPrice(priced.instrument.payout, size, entryPrice, toRisk(isolatedMargin) + accruedFunding)
}

function unpricedResult(position: UnpricedPosition): PositionResult {
  return {
    symbol: position.symbol,
    pool: position.isIsolated ? unpricedName(position) : 'account',
    contracts: position.held.toString(),
    ...(position.side === undefined ? {} : { positionSide: position.side }),
    mark: null,
    notional: null,
    unrealizedPnl: null,
    delta: null,
    gamma: null,
    vega: null,
    theta: null,
    maintenanceAlone: null,
    addsToMaintenance: null,
    maintenanceShare: null,
    effectiveLeverage: null,
    bankruptcyPrice: null,
  }
}
