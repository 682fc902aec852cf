import { ExampleError, type Fields, numberIn, recordIn } from '../../margin/conformance.ts'
import { toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'
import { feedPlace, fixedAt, fixedAtOr, fixedIn, fixedListIn, fixedOr, wholeListIn } from './fixed-point-fields.ts'
import { type OptionTerms, optionRow } from './option-row.ts'
import { pm1Discount } from './pm1-discount.ts'
import { pm1Requirement } from './portfolio-charges.ts'
import type { ConfidentExpiry, PortfolioHoldings } from './portfolio-holdings.ts'
import type { OptionLine } from './portfolio-loss.ts'
import type { Pm1Charges, PortfolioScenario, PortfolioShocks, VolMode } from './portfolio-parameters.ts'
import { type ScenarioPlan, scenarioPlan } from './scenario-plan.ts'

const secondsPerYear = 365 * 86_400

/** One published portfolio of the first manager; amounts are fixed point. */
export function pm1Vector(input: Fields, parameters: Fields, scenarios: unknown): unknown {
  const plan = scenarioPlan(shocksIn(parameters, scenariosIn(scenarios)))
  const holdings = holdingsIn(input, plan)
  const { maintenance, initial, loss } = pm1Requirement(holdings, plan, chargesIn(parameters))
  const profit =
    holdings.perpAmount === 0 ? 0 : fixedIn(input, 'UnrealisedPerpPNL') + fixedIn(input, 'UnrealisedFunding')
  let mark = fixedIn(input, 'Cash') + profit + loss.optionsValue
  for (const { value } of holdings.collateral) mark += value
  return {
    initialMargin: mark - initial.amount,
    maintenanceMargin: mark - maintenance.amount,
    markToMarket: mark,
    scenarioPnl: [...loss.scenarioPnl],
    basisContingency: loss.forwardContingency,
  }
}

function holdingsIn(input: Fields, plan: ScenarioPlan): PortfolioHoldings {
  const spot = fixedIn(input, 'SpotPrice')
  const stablePrice = fixedOr(input, 'StablePrice', 1)
  const base = fixedIn(input, 'Base')
  const perpAmount = fixedIn(input, 'Perps')
  const spotConfidence = fixedOr(input, 'SpotConfidence', 1)
  return {
    underlying: 'underlying',
    spot,
    spotConfidence,
    stablePrice,
    perpAmount,
    perpValue: perpAmount * fixedIn(input, 'PerpPrice'),
    perpConfidence: fixedOr(input, 'PerpConfidence', 1),
    collateral:
      base === 0
        ? []
        : [
            {
              asset: 'base',
              value: (base * spot) / stablePrice,
              confidence: spotConfidence,
              maintenanceHaircutFrac: 0,
              initialHaircutFracAdded: 0,
              cancelsRisk: true,
            },
          ],
    expiries: expiriesIn(input, plan),
  }
}

function expiriesIn(input: Fields, plan: ScenarioPlan): readonly ConfidentExpiry[] {
  const seconds = wholeListIn(input, 'OptionExpiries')
  return [...Map.groupBy(seconds.keys(), (i) => seconds[i] as number)].map(([expiry, members]) => {
    const feed = feedPlace(input, expiry, members[0] as number)
    const feedOf = (name: string, otherwise: number): number =>
      (input[name] === undefined ? [] : fixedListIn(input, name))[feed] ?? otherwise
    const forwardFixed = feedOf('ForwardsFixed', 0)
    const forwardVariable = feedOf('ForwardsVariable', feedOf('Forwards', 0) - forwardFixed)
    const years = expiry / secondsPerYear
    return {
      years,
      ratePerYear: feedOf('Rates', 0),
      confidence: Math.min(
        feedOf('ForwardConfidences', 1),
        feedOf('RateConfidences', 1),
        ...members.map((i) => fixedAtOr(input, 'OptionVolConfidences', i, 1)),
      ),
      lines: linesIn(input, members, { years, forwardFixed, forwardVariable }, plan),
    }
  })
}

function linesIn(
  input: Fields,
  members: readonly number[],
  expiry: Pick<OptionTerms, 'years' | 'forwardFixed' | 'forwardVariable'>,
  plan: ScenarioPlan,
): readonly OptionLine[] {
  const isCall = wholeListIn(input, 'OptionIsCall')
  return members.map((i) => {
    const strike = fixedAt(input, 'OptionStrikes', i)
    const right = isCall[i] === 1 ? 'call' : 'put'
    return {
      strike,
      amount: fixedAt(input, 'OptionAmounts', i),
      row: optionRow({ right, strike, vol: fixedAt(input, 'OptionVols', i), ...expiry }, plan),
    }
  })
}

export function shocksIn(parameters: Fields, scenarios: readonly PortfolioScenario[]): PortfolioShocks {
  const vol = recordIn(parameters, 'vol')
  const basis = recordIn(parameters, 'basis')
  const margin = recordIn(parameters, 'margin')
  return {
    scenarios,
    volShock: {
      upFrac: numberIn(vol, 'up'),
      downFrac: numberIn(vol, 'down'),
      pivotDays: 30,
      shortPower: numberIn(vol, 'shortPower'),
      longPower: numberIn(vol, 'longPower'),
      daysMin: numberIn(vol, 'dteFloorDays'),
      upVolMin: 0,
    },
    skewShock: null,
    staticDiscount: pm1Discount({
      longStaticFactor: numberIn(margin, 'baseStaticDiscount'),
      longRateFactor: numberIn(margin, 'rateMultScale'),
      longRateAddFrac: numberIn(margin, 'rateAddScale'),
    }),
    forwardContingency: {
      spotFactorUp: numberIn(basis, 'up'),
      spotFactorDown: numberIn(basis, 'down'),
      add: numberIn(basis, 'add'),
      perYear: numberIn(basis, 'mult'),
    },
    discountsMarks: false,
  }
}

export function chargesIn(parameters: Fields): Pm1Charges {
  const other = recordIn(parameters, 'other')
  return {
    initialFactor: numberIn(recordIn(parameters, 'margin'), 'imFactor'),
    pegLoss: { thresholdPrice: numberIn(other, 'pegLossThreshold'), factor: numberIn(other, 'pegLossFactor') },
    confidence: { thresholdFrac: numberIn(other, 'confThreshold'), chargeFrac: numberIn(other, 'confMargin') },
    perpFrac: numberIn(other, 'perpPercent'),
    baseFrac: numberIn(other, 'basePercent'),
    shortOptionFrac: numberIn(other, 'optionPercent'),
  }
}

/** `spot {1.05,1,0.95} x vol {up, same, down}`: every spot under every vol. */
export function scenariosIn(text: unknown): readonly PortfolioScenario[] {
  const [spots, vols] =
    typeof text === 'string' ? [...text.matchAll(/\{([^}]*)\}/g)].map(([, list = '']) => wordsOf(list)) : []
  if (spots === undefined || vols === undefined)
    throw new ExampleError('input.missing', 'scenarios_pm1 must list spots and vols in braces')
  return spots.flatMap((spot) =>
    vols.map((vol) => ({ spotFactor: toRisk(Decimal.of(spot)), vol: vol as VolMode, lossWeight: 1 })),
  )
}

function wordsOf(list: string): readonly string[] {
  return list.split(',').map((word) => word.trim())
}
