import { type Charge, leaf, scaleOf, sumOf } from '../../margin/charge.ts'
import type { Pool } from '../../margin/model.ts'
import { type OrderedPosition, orderedPositions, worstFill } from '../../margin/orders.ts'
import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
import { isHeld } from '../../margin/silos.ts'
import { toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'
import type { AssetEquity } from './asset-equity.ts'
import { legInitial, legMaintenance, missingBrackets, type TableOf } from './leg-margin.ts'
import { loanInitial, loanMaintenance, maxWithdraw } from './loan.ts'
import type { UnifiedParameters } from './params.ts'
import { portfolioEquity, type TiersOf } from './portfolio-equity.ts'
import type { BinanceSettings } from './schema.ts'
import { accountStatus, accountStatuses, type UniMmrBands, uniMmr } from './uni-mmr.ts'

/** What the loans of an account are, and what they ask. */
export interface LoanRules {
  readonly marginLeverage: number
  readonly rateFrac: number
  /** Units; what a balance is below zero where none is given. */
  readonly loans: Readonly<Record<string, number>>
}

/** Everything a portfolio margin pool is made by. */
export interface PortfolioRules {
  /** Retail asks initial margin by leverage; Pro asks that uniMMR stay above the reduce-only bound. */
  readonly programme: 'retail' | 'pro'
  readonly tableOf: TableOf
  readonly tiersOf: TiersOf
  readonly loans: LoanRules
  readonly bands: UniMmrBands
  /** Market currency, which is taken for USD. */
  readonly openLossUsd: number
}

/** Margin leverage of an account that names none. */
const usualLeverage = 3

/** Loans of an account by its settings; the rate of a leverage that the table lacks is that of the next lower one. */
export function loanRules({ loanRatesFrac }: UnifiedParameters, settings: BinanceSettings): LoanRules {
  const { marginLeverage = usualLeverage, loans = {} } = settings
  const known = Object.entries(loanRatesFrac).map(([key, rateFrac]) => ({ at: toRisk(Decimal.of(key)), rateFrac }))
  const ascending = known.toSorted((a, b) => a.at - b.at)
  const rate = ascending.findLast(({ at }) => at <= marginLeverage) ?? ascending[0]
  return {
    marginLeverage,
    rateFrac: rate?.rateFrac ?? 1,
    loans: Object.fromEntries(Object.entries(loans).map(([asset, text]) => [asset, toRisk(Decimal.of(text))])),
  }
}

/** One pool: all assets and all futures together, in the market's currency. */
export function portfolioPools(account: PricedAccount, rules: PortfolioRules): readonly Pool[] {
  const { tableOf, bands } = rules
  const ordered = orderedPositions(account)
  const positions = account.positions.filter(isHeld)
  const equity = portfolioEquity(account, positions, rules.tiersOf)
  const maintenance = sumOf('maintenance', [
    ...positions.map((position) => legMaintenance(position, tableOf, 1)),
    ...loanCharges(equity.assets, rules.loans, 'maintenance'),
  ])
  return [
    {
      name: 'account',
      currency: account.currency,
      currencyPrice: 1,
      equity: equity.actual,
      adjustedEquity: equity.account - rules.openLossUsd,
      initial:
        rules.programme === 'retail'
          ? retailInitial(ordered, equity.assets, rules)
          : proInitial(ordered, equity.assets, rules),
      maintenance,
      trigger: 1 / bands.liquidation,
      collateral: equity.collateral,
      positions,
      riskUnits: [],
      unknown: missingBrackets(ordered, tableOf),
      unknownBacking: equity.unknown,
    },
  ]
}

/** Retail: notional ÷ leverage of futures, loan ÷ (leverage − 1) of margin. */
function retailInitial(
  ordered: readonly OrderedPosition[],
  assets: readonly AssetEquity[],
  rules: PortfolioRules,
): Charge {
  const initialOf = (position: PricedPosition): Charge => legInitial(position, rules.tableOf, 1)
  return sumOf('initial', [
    ...ordered.map((row) => worstFill(row, initialOf)),
    ...loanCharges(assets, rules.loans, 'initial'),
  ])
}

/** Pro has no initial margin of its own: nothing is opened at or below the reduce-only bound. */
function proInitial(
  ordered: readonly OrderedPosition[],
  assets: readonly AssetEquity[],
  rules: PortfolioRules,
): Charge {
  const maintenanceOf = (position: PricedPosition): Charge => legMaintenance(position, rules.tableOf, 1)
  const filled = sumOf('maintenance with orders', [
    ...ordered.map((row) => worstFill(row, maintenanceOf)),
    ...loanCharges(assets, rules.loans, 'maintenance'),
  ])
  return sumOf('initial', [scaleOf('uniMMR to open', rules.bands.reduceOnly, filled)])
}

/** A charge for each asset owed, market currency. */
export function loanCharges(
  assets: readonly AssetEquity[],
  { marginLeverage, rateFrac, loans }: LoanRules,
  of: 'initial' | 'maintenance',
): readonly Charge[] {
  return assets.flatMap(({ asset, price, balance }) => {
    const loan = (Object.hasOwn(loans, asset) ? loans[asset] : undefined) ?? Math.max(0, -balance)
    if (loan === 0) return []
    const perLoan = of === 'initial' ? loanInitial(1, marginLeverage) : loanMaintenance(1, rateFrac)
    const inCoin = scaleOf('rate × loan', perLoan, leaf('loan', loan))
    return [{ ...scaleOf(`${asset} loan`, price, inCoin), riskFactor: 'borrow' }]
  })
}

/** The venue's own words for the account: its interface's field names, USD. */
export function portfolioFigures([pool]: readonly Pool[], bands: UniMmrBands): Readonly<Record<string, number>> {
  if (pool === undefined) return {}
  const { equity, adjustedEquity, maintenance, unknown = [], unknownBacking = [] } = pool
  if (unknownBacking.length > 0) return { actualEquity: equity }
  if (unknown.length > 0) return { accountEquity: adjustedEquity, actualEquity: equity }
  const ratio = uniMmr(adjustedEquity, maintenance.amount)
  const status = accountStatus(ratio, adjustedEquity, bands)
  return {
    ...(ratio === null ? {} : { uniMMR: ratio }),
    accountEquity: adjustedEquity,
    actualEquity: equity,
    accountMaintMargin: maintenance.amount,
    virtualMaxWithdrawAmount: maxWithdraw({
      accountEquity: adjustedEquity,
      maintenanceMargin: maintenance.amount,
      uniMmrMin: bands.reduceOnly,
    }),
    status: accountStatuses.indexOf(status),
  }
}
