import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
import type { Option } from '../../market/instrument.ts'
import { formatInstant } from '../../num/instant.ts'
import type { Failure } from '../../num/result.ts'
import { netRow } from '../../scenario/row-memory.ts'
import { accountRates } from './account-rates.ts'
import type { CoinUnit } from './coin-unit.ts'
import { type Contingency, contingencySum } from './contingency.ts'
import { bybitFunds } from './funds.ts'
import { displayed, type MaxLoss, type PriceColumn } from './max-loss.ts'
import { assetInitial, assetMaintenance, type PortfolioEngine, portfolioPools, unitsOf } from './portfolio.ts'
import { hedgeProfit, shownHedge } from './spot-hedge.ts'
import { type StressGrid, volsPerMove } from './stress-grid.ts'

/** Profit at one price move: one figure, or one for each volatility (up, as it is, down). */
export interface PnlRange {
  readonly priceScale: number
  readonly pnls: readonly number[]
}

export interface PositionPnlRange {
  readonly symbolName: string
  readonly position: number
  readonly markPrice: number
  readonly settleCoin: string
  readonly pnlRanges: readonly PnlRange[]
}

/** One base coin, under the names of the venue's answer. */
export interface AssetPnlRange {
  readonly baseCoin: string
  readonly totalPnlRanges: Readonly<Record<'ALL' | 'PERPETUAL' | 'OPTION', { readonly pnlRanges: readonly PnlRange[] }>>
  readonly perpPositionPnlRanges: readonly PositionPnlRange[]
  readonly optionExpiryDatePnlRanges: readonly {
    readonly expiryDateRepresentation: string
    readonly pnlRanges: readonly PnlRange[]
    readonly optionPositionPnlRanges: readonly PositionPnlRange[]
  }[]
  readonly contingency: Contingency & { readonly contingencyComponents: number }
  readonly asset: { readonly coin: string; readonly assetIM: number; readonly assetMM: number }
  readonly maxLossPriceMove: number
  readonly maxLossIvShock: number
  readonly maxLossIvShockList: readonly number[]
  readonly spotHedgeInfo: {
    readonly hedgeSpotSize: number
    readonly walletBalance: number
    readonly usdIndexPrice: number
    readonly pnlRanges: readonly PnlRange[]
  }
}

export interface PortfolioMarginInfo {
  /** Coins at their collateral value, as its rates and its available balance take them. */
  readonly wallet: {
    readonly equity: number
    readonly cashBalance: number
    readonly marginBalance: number
    readonly availableBalance: number
    readonly accountIM: number
    readonly accountMM: number
    readonly accountMMRate: number | null
    readonly accountIMRate: number | null
  }
  /** Coins whose stress grid is known. */
  readonly assetPnlRange: readonly AssetPnlRange[]
  /** Parameters that the venue does not publish and that are not given: what needs them is 0 in the figures. */
  readonly problems: readonly Failure[]
}

/**
 * An account as `GET /v5/asset/portfolio-margin` would answer for it, figures as numbers.
 *
 * @see Bybit API, "Get Portfolio Margin Info", added 2026-03-19.
 */
export function portfolioInfo(account: PricedAccount, engine: PortfolioEngine): PortfolioMarginInfo {
  const [pool] = portfolioPools(account, engine)
  const units = unitsOf(account, account.positions, engine)
  const cash = bybitFunds(account, account.positions, engine.rules).countedValue
  const options = account.positions.reduce((sum, position) => sum + optionWorth(position), 0)
  const { amount: accountIM } = pool.initial
  const { amount: accountMM } = pool.maintenance
  const equity = pool.adjustedEquity
  const rates = accountRates({
    backing: equity,
    initialMargin: accountIM,
    maintenanceMargin: accountMM,
    haircutLoss: 0,
    orderLoss: 0,
  })
  return {
    wallet: {
      equity,
      cashBalance: cash,
      marginBalance: equity - options,
      availableBalance: rates.availableBalance,
      accountIM,
      accountMM,
      accountMMRate: rates.maintenanceRate,
      accountIMRate: rates.initialRate,
    },
    assetPnlRange: units.flatMap((unit) => {
      const grid = unit.rules?.grid
      return grid === null || grid === undefined ? [] : [assetRange(account, unit, grid)]
    }),
    problems: [...(pool.unknown ?? []), ...(pool.unknownBacking ?? [])],
  }
}

function optionWorth({ priced, contracts }: PricedPosition): number {
  return priced.option === undefined ? 0 : contracts * priced.size * priced.mark * priced.settlePrice
}

function assetRange({ balances }: PricedAccount, unit: CoinUnit, grid: StressGrid): AssetPnlRange {
  const { coin, legs, contingency, hedgingCoins, index } = unit
  const moves = grid.terms.priceMovesFrac
  const options = legs.filter(({ priced }) => priced.option !== undefined)
  const futures = legs.filter(({ priced }) => priced.option === undefined)
  const { columns, worst } = unit.maxLoss as MaxLoss
  const vols = columns.map(({ vol }) => shockAt(grid, vol))
  return {
    baseCoin: coin,
    totalPnlRanges: {
      ALL: { pnlRanges: columns.map(({ moveFrac, pnl }) => ({ priceScale: moveFrac, pnls: [displayed(pnl)] })) },
      PERPETUAL: { pnlRanges: oneVol(sumOfLegs(futures, grid), moves, () => 0) },
      OPTION: { pnlRanges: oneVol(sumOfLegs(options, grid), moves, (i) => (columns[i] as PriceColumn).vol) },
    },
    perpPositionPnlRanges: futures.map((leg) => ({
      ...positionNames(leg),
      pnlRanges: oneVol(sumOfLegs([leg], grid), moves, () => 0),
    })),
    optionExpiryDatePnlRanges: [...Map.groupBy(options, expiryDate)].map(([expiryDateRepresentation, group]) => ({
      expiryDateRepresentation,
      pnlRanges: allVols(sumOfLegs(group, grid), moves),
      optionPositionPnlRanges: group.map((leg) => ({
        ...positionNames(leg),
        pnlRanges: allVols(sumOfLegs([leg], grid), moves),
      })),
    })),
    contingency: { ...contingency, contingencyComponents: contingencySum(contingency) },
    asset: { coin, assetIM: assetInitial(unit).amount, assetMM: assetMaintenance(unit).amount },
    maxLossPriceMove: (columns[worst] as PriceColumn).moveFrac,
    maxLossIvShock: vols[worst] as number,
    maxLossIvShockList: vols,
    spotHedgeInfo: {
      hedgeSpotSize: shownHedge(hedgingCoins),
      walletBalance: balances.find(({ asset }) => asset === coin)?.amount ?? 0,
      usdIndexPrice: index,
      pnlRanges: moves.map((move) => ({ priceScale: move, pnls: [hedgeProfit(hedgingCoins, index, move)] })),
    },
  }
}

function shockAt({ terms: { vol } }: StressGrid, place: number): number {
  return [vol.upFrac, 0, vol.downFrac][place] as number
}

function sumOfLegs(legs: readonly PricedPosition[], { plan, rowOf }: StressGrid): Float64Array {
  const rows = legs.map(({ priced, contracts }) => ({ contracts, row: rowOf(priced) }))
  return netRow(rows, new Float64Array(plan.length))
}

function oneVol(pnl: Float64Array, moves: readonly number[], volOf: (i: number) => number): readonly PnlRange[] {
  return moves.map((priceScale, i) => ({ priceScale, pnls: [pnl[i * volsPerMove + volOf(i)] as number] }))
}

function allVols(pnl: Float64Array, moves: readonly number[]): readonly PnlRange[] {
  return moves.map((priceScale, i) => ({ priceScale, pnls: [...pnl.subarray(i * volsPerMove, (i + 1) * volsPerMove)] }))
}

function positionNames({ symbol, priced, contracts }: PricedPosition): Omit<PositionPnlRange, 'pnlRanges'> {
  return {
    symbolName: priced.instrument.id ?? symbol,
    position: contracts,
    markPrice: priced.mark,
    settleCoin: priced.instrument.settle,
  }
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

/** `25SEP26`. */
function expiryDate({ priced: { instrument } }: PricedPosition): string {
  const [year = '', month = '', day = ''] = formatInstant((instrument as Option).expiryAt)
    .slice(0, 10)
    .split('-')
  const name = months.find((_, i) => String(i + 1).padStart(2, '0') === month)
  return `${day.replace(/^0/, '')}${name}${year.slice(2)}`
}
