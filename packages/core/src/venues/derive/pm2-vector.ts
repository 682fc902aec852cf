import {
  ExampleError,
  type Fields,
  numberIn,
  numberOr,
  recordIn,
  recordsIn,
  textIn,
  type VectorRule,
} from '../../margin/conformance.ts'
import { optionRow } from './option-row.ts'
import { pm2Requirement } from './portfolio-charges.ts'
import type { CollateralHolding, ConfidentExpiry, PortfolioHoldings } from './portfolio-holdings.ts'
import type { Pm2Charges, PortfolioShocks, VolMode } from './portfolio-parameters.ts'
import { type ScenarioPlan, scenarioPlan } from './scenario-plan.ts'

/** One published portfolio of the second manager: its parameters, its feeds, what it holds. */
export const pm2Vector: VectorRule = (vector) => {
  const params = recordIn(vector, 'params')
  const input = recordIn(vector, 'input')
  const plan = scenarioPlan(shocksIn(params))
  const holdings = holdingsIn(input, plan)
  const { maintenance, initial, loss } = pm2Requirement(holdings, plan, chargesIn(params))
  const mark = markOf(input, holdings, loss.optionsValue)
  return {
    initialMargin: mark - initial.amount,
    maintenanceMargin: mark - maintenance.amount,
    markToMarket: mark,
    scenarioPnl: [...loss.scenarioPnl],
    basisContingency: loss.forwardContingency,
  }
}

/** Cash, unsettled perpetual profit, collateral and options at their mark. */
function markOf(input: Fields, { perpAmount, collateral }: PortfolioHoldings, optionsValue: number): number {
  let mark = numberOr(input, 'cash', 0) + optionsValue
  const perp = optional(input, 'perp')
  if (perpAmount !== 0) mark += numberOr(perp, 'unrealisedPnl', 0) + numberOr(perp, 'unsettledFunding', 0)
  for (const { value } of collateral) mark += value
  return mark
}

function holdingsIn(input: Fields, plan: ScenarioPlan): PortfolioHoldings {
  const stablePrice = numberOr(input, 'stablePrice', 1)
  const perp = optional(input, 'perp')
  const perpAmount = numberOr(perp, 'amount', 0)
  return {
    underlying: 'underlying',
    spot: numberIn(input, 'spot'),
    spotConfidence: numberOr(input, 'spotConfidence', 1),
    stablePrice,
    perpAmount,
    perpValue: perpAmount === 0 ? 0 : perpAmount * numberIn(perp, 'price'),
    perpConfidence: numberOr(perp, 'confidence', 1),
    collateral: optionalList(input, 'collateral').map((row) => collateralIn(row, stablePrice)),
    expiries: optionalList(input, 'expiries').map((row) => expiryIn(row, plan)),
  }
}

function collateralIn(row: Fields, stablePrice: number): CollateralHolding {
  return {
    asset: typeof row['asset'] === 'string' ? row['asset'] : 'collateral',
    value: (numberIn(row, 'amount') * numberIn(row, 'price')) / stablePrice,
    confidence: numberOr(row, 'confidence', 1),
    maintenanceHaircutFrac: numberOr(row, 'maintenanceHaircutFrac', 0),
    initialHaircutFracAdded: numberOr(row, 'initialHaircutFracAdded', 0),
    cancelsRisk: row['cancelsRisk'] === true,
  }
}

const secondsPerYear = 365 * 86_400

function expiryIn(expiry: Fields, plan: ScenarioPlan): ConfidentExpiry {
  const years = Math.max(0, numberIn(expiry, 'secondsToExpiry')) / secondsPerYear
  const forwardFixed = numberOr(expiry, 'forwardFixed', 0)
  const forwardVariable = numberOr(expiry, 'forwardVariable', 0)
  return {
    years,
    ratePerYear: numberOr(expiry, 'rate', 0),
    confidence: numberOr(expiry, 'confidence', 1),
    lines: optionalList(expiry, 'options').map((option) => {
      const strike = numberIn(option, 'strike')
      const terms = {
        right: rightIn(option),
        strike,
        vol: numberIn(option, 'vol'),
        years,
        forwardFixed,
        forwardVariable,
      }
      return { strike, amount: numberIn(option, 'amount'), row: optionRow(terms, plan) }
    }),
  }
}

function rightIn(option: Fields): 'call' | 'put' {
  const right = textIn(option, 'right')
  if (right === 'call' || right === 'put') return right
  throw new ExampleError('input.value', `right must be call or put, is ${right}`)
}

const volModes: readonly string[] = ['up', 'same', 'down', 'linear-skew', 'absolute-skew'] satisfies readonly VolMode[]

function volModeIn(scenario: Fields): VolMode {
  const vol = textIn(scenario, 'vol')
  if (volModes.includes(vol)) return vol as VolMode
  throw new ExampleError('input.value', `vol must be one of ${volModes.join(', ')}, is ${vol}`)
}

export function shocksIn(params: Fields): PortfolioShocks {
  const vol = recordIn(params, 'volShock')
  const margin = recordIn(params, 'margin')
  const basis = recordIn(params, 'basis')
  return {
    scenarios: recordsIn(params, 'scenarios').map((scenario) => ({
      spotFactor: numberIn(scenario, 'spotMultiplier'),
      vol: volModeIn(scenario),
      lossWeight: numberOr(scenario, 'weight', 1),
    })),
    volShock: {
      upFrac: numberIn(vol, 'rangeUp'),
      downFrac: numberIn(vol, 'rangeDown'),
      pivotDays: 30,
      shortPower: numberIn(vol, 'shortTermPower'),
      longPower: numberIn(vol, 'longTermPower'),
      daysMin: numberIn(vol, 'dteFloorDays'),
      upVolMin: numberOr(vol, 'minShockedVol', 0),
    },
    skewShock:
      params['skewShock'] === undefined || params['skewShock'] === null ? null : skewIn(recordIn(params, 'skewShock')),
    staticDiscount: {
      longStaticFactor: numberIn(margin, 'staticDiscountLong'),
      longRateFactor: numberIn(margin, 'longRateMultiplier'),
      longRateAddFrac: numberIn(margin, 'longRateAdd'),
      shortStaticFactor: numberIn(margin, 'staticDiscountShort'),
      shortRateFactor: numberIn(margin, 'shortRateMultiplier'),
      shortRateAddFrac: numberIn(margin, 'shortRateAdd'),
    },
    forwardContingency: {
      spotFactorUp: numberIn(basis, 'spotMultiplierUp'),
      spotFactorDown: numberIn(basis, 'spotMultiplierDown'),
      add: numberIn(basis, 'add'),
      perYear: numberIn(basis, 'perYear'),
    },
    discountsMarks: true,
  }
}

function skewIn(skew: Fields): NonNullable<PortfolioShocks['skewShock']> {
  return {
    linearCapBase: numberIn(skew, 'linearCapBase'),
    linearCapPerSqrtYear: numberIn(skew, 'linearCapPerSqrtYear'),
    absoluteCapBase: numberIn(skew, 'absoluteCapBase'),
    absoluteCapPerSqrtYear: numberIn(skew, 'absoluteCapPerSqrtYear'),
    kStarMin: numberIn(skew, 'minKStar'),
    widthScale: numberIn(skew, 'widthScale'),
    volStatic: numberIn(skew, 'volStatic'),
    volPerSqrtYear: numberIn(skew, 'volPerSqrtYear'),
  }
}

export function chargesIn(params: Fields): Pm2Charges {
  const margin = recordIn(params, 'margin')
  const contingency = recordIn(params, 'contingency')
  return {
    maintenanceFactor: numberIn(margin, 'maintenanceFactor'),
    initialFactor: numberIn(margin, 'initialFactor'),
    pegLoss: {
      thresholdPrice: numberIn(contingency, 'pegThreshold'),
      factor: numberIn(contingency, 'pegFactor'),
    },
    confidence: {
      thresholdFrac: numberIn(contingency, 'confidenceThreshold'),
      chargeFrac: numberIn(contingency, 'confidenceCharge'),
    },
    maintenancePerpFrac: numberIn(contingency, 'maintenancePerpFrac'),
    initialPerpFracAdded: numberIn(contingency, 'initialPerpFracAdded'),
    maintenanceShortOptionFrac: numberIn(contingency, 'maintenanceShortOptionFrac'),
    initialShortOptionFracAdded: numberIn(contingency, 'initialShortOptionFracAdded'),
  }
}

/** An empty object, or list, where nothing is said. */
function optional(fields: Fields, name: string): Fields {
  return fields[name] === undefined || fields[name] === null ? {} : recordIn(fields, name)
}

function optionalList(fields: Fields, name: string): readonly Fields[] {
  return fields[name] === undefined || fields[name] === null ? [] : recordsIn(fields, name)
}
