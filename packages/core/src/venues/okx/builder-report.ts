import type { ScenarioSet } from '../../scenario/risk-array.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { borrowFee } from './borrowing.ts'
import { type CoinMargin, coinTotals } from './coin-margin.ts'
import type { PortfolioRules } from './parameters.ts'
import { marginRatio, portfolioInitial, unitMargin } from './unit-margin.ts'
import type { UnitPlan } from './unit-plan.ts'
import type { UnitRisk } from './unit-risk.ts'

/** Profit by move, keyed as the venue writes moves: `-0.04`. */
type ProfitByMove = Readonly<Record<string, number>>

/** One risk unit in the venue's words, USD. */
export interface RiskUnitData {
  readonly riskUnit: string
  readonly mmr: number
  readonly imr: number
  readonly upl: number
  readonly mr1: number
  readonly mr2: number
  readonly mr3: number
  readonly mr4: number
  readonly mr5: number
  readonly mr6: number
  readonly mr7: number
  /** Of the whole account; the venue repeats it in every unit. */
  readonly mr8: number
  readonly mr9: number
  readonly mr1Scenarios: {
    readonly volShockDown: ProfitByMove
    readonly volSame: ProfitByMove
    readonly volShockUp: ProfitByMove
  }
  readonly mr1FinalResult: {
    readonly pnl: number
    readonly spotShock: number
    readonly volShock: 'down' | 'unchange' | 'up'
  }
  readonly mr6FinalResult: { readonly pnl: number; readonly spotShock: number }
  readonly delta: number
}

/** What the venue's position builder answers, numbers as numbers. */
export interface PositionBuilderResult {
  readonly eq: number
  readonly totalMmr: number
  readonly totalImr: number
  readonly borrowMmr: number
  readonly derivMmr: number
  /** Null where nothing is required. */
  readonly marginRatio: number | null
  readonly upl: number
  /** Null where no equity counts. */
  readonly acctLever: number | null
  readonly assets: readonly {
    readonly ccy: string
    readonly availEq: number
    readonly spotInUse: number
    readonly borrowImr: number
  }[]
  readonly riskUnitData: readonly RiskUnitData[]
  /** Rules that the user must supply for these figures to be whole. */
  readonly missing: readonly string[]
}

/** A unit with what the report says besides its risk. */
export interface BuilderUnit {
  readonly risk: UnitRisk
  readonly plan: UnitPlan
  /** Unrealised profit, USD. */
  readonly upl: number
}

export interface BuilderAccount {
  readonly units: readonly BuilderUnit[]
  readonly coins: readonly CoinMargin[]
  /** Σ |notional|, USD. */
  readonly notionalUsd: number
}

/** Lays an account out as the venue's position builder does. */
export function builderReport(
  { units, coins, notionalUsd }: BuilderAccount,
  rules: PortfolioRules,
): PositionBuilderResult {
  const { adjustedEquity, liability, borrowMmr, borrowImr } = coinTotals(coins)
  const riskUnitData = units.map((unit) => unitData(unit, borrowMmr, rules))
  const derivMmr = riskUnitData.reduce((sum, { mmr }) => sum + mmr, 0)
  const totalMmr = derivMmr + borrowMmr
  return {
    eq: adjustedEquity,
    totalMmr,
    totalImr: portfolioInitial(derivMmr, rules.initialFactor) + borrowImr,
    borrowMmr,
    derivMmr,
    marginRatio: marginRatio(adjustedEquity, totalMmr, borrowFee(liability, borrowMmr, rules.borrowFeeFrac)),
    upl: units.reduce((sum, { upl }) => sum + upl, 0),
    acctLever: adjustedEquity === 0 ? null : notionalUsd / adjustedEquity,
    assets: coins.map(({ currency, equity, borrowImr }) => ({
      ccy: currency,
      availEq: equity,
      spotInUse: units.find(({ risk }) => risk.unit.coin === currency)?.risk.unit.spotInUse ?? 0,
      borrowImr,
    })),
    riskUnitData,
    missing: [
      ...new Set([
        ...units.flatMap(({ risk }) => risk.missing),
        ...coins.filter(({ unlisted }) => unlisted > 0).map(() => 'discounts'),
      ]),
    ],
  }
}

function unitData({ risk, plan, upl }: BuilderUnit, mr8: number, rules: PortfolioRules): RiskUnitData {
  const { extremeLoss, ...charges } = risk.charges
  const mmr = unitMargin(risk.unit.name, risk.charges, rules).amount
  return {
    riskUnit: risk.unit.name,
    mmr,
    imr: portfolioInitial(mmr, rules.initialFactor),
    upl,
    ...charges,
    mr6: rules.extremeLossFrac * extremeLoss,
    mr8,
    mr1Scenarios: {
      volShockDown: profitByMove(risk, plan, 'down'),
      volSame: profitByMove(risk, plan, 'same'),
      volShockUp: profitByMove(risk, plan, 'up'),
    },
    mr1FinalResult: {
      pnl: risk.pnl[risk.worst] as number,
      spotShock: moveOf(plan, risk.worst),
      volShock: volWords[scenarioAt(plan, risk.worst).vol],
    },
    mr6FinalResult: { pnl: risk.pnl[risk.extremeWorst] as number, spotShock: moveOf(plan, risk.extremeWorst) },
    delta: risk.deltaUsd,
  }
}

function profitByMove({ pnl }: UnitRisk, { plan }: UnitPlan, vol: 'up' | 'same' | 'down'): ProfitByMove {
  const [mr1] = plan.sets as [ScenarioSet]
  const cells = mr1.scenarios.map(({ moveFrac, vol }, cell) => ({ moveFrac, vol, cell }))
  return Object.fromEntries(
    cells.filter((cell) => cell.vol === vol).map(({ moveFrac, cell }) => [String(moveFrac), pnl[cell] as number]),
  )
}

function scenarioAt({ plan }: UnitPlan, cell: number): Scenario {
  return plan.sets.flatMap(({ scenarios }) => scenarios)[cell] as Scenario
}

function moveOf(plan: UnitPlan, cell: number): number {
  return scenarioAt(plan, cell).moveFrac
}

const volWords = { up: 'up', same: 'unchange', down: 'down' } as const
