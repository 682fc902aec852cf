import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exp, log, power } from '../../num/exp-log.ts'
import { black76 } from '../../pricing/black76.ts'
import { between } from '../../testkit/arbitrary-account.ts'
import { type OptionTerms, optionRow } from './option-row.ts'
import { type PortfolioExposure, portfolioLoss } from './portfolio-loss.ts'
import type { PortfolioScenario, PortfolioShocks, VolMode } from './portfolio-parameters.ts'
import { scenarioPlan } from './scenario-plan.ts'

/** The rule read again, slowly, one option and one scenario at a time. */
function plainProfit(
  { spotFactor, vol: mode, lossWeight }: PortfolioScenario,
  { perpValue, riskCancellingValue, expiries }: PlainPortfolio,
  shocks: PortfolioShocks,
): number {
  let profit = (perpValue + riskCancellingValue) * (spotFactor - 1) * lossWeight
  for (const { options, rate } of expiries) {
    const years = options[0]?.terms.years ?? 0
    const discount = exp(-Math.max(0, rate) * years)
    const isSkew = mode.endsWith('skew')
    let [now, after] = [0, 0]
    for (const { amount, terms } of options) {
      now += amount * discount * priceAt(terms, 1, terms.vol)
      after += amount * discount * priceAt(terms, isSkew ? 1 : spotFactor, shockedVol(terms, mode, shocks))
    }
    const gain = (after * plainDiscount(after >= 0, years, rate, shocks) - now) * lossWeight
    profit += isSkew ? -Math.abs(gain) : gain
  }
  return profit
}

interface PlainPortfolio {
  readonly perpValue: number
  readonly riskCancellingValue: number
  readonly expiries: readonly {
    readonly rate: number
    readonly options: readonly { readonly amount: number; readonly terms: OptionTerms }[]
  }[]
}

function priceAt({ right, strike, years, forwardFixed, forwardVariable }: OptionTerms, factor: number, vol: number) {
  const capped = years === 0 ? 0 : Math.min(vol, 24 / Math.sqrt(years))
  return black76({ right, strike, forward: forwardVariable * factor + forwardFixed, vol: capped, tteYears: years })
}

function shockedVol(
  { vol, years, strike, forwardFixed, forwardVariable }: OptionTerms,
  mode: VolMode,
  shocks: PortfolioShocks,
) {
  const { upFrac, downFrac, shortPower, longPower, daysMin, upVolMin } = shocks.volShock
  const days = years * 365
  const stretch = power(30 / Math.max(days, daysMin), days <= 30 ? shortPower : longPower)
  if (mode === 'same') return vol
  if (mode === 'up') return Math.max(upVolMin, vol * (1 + upFrac * stretch))
  if (mode === 'down') return vol * Math.max(0, 1 - downFrac * stretch)
  const skew = shocks.skewShock
  if (skew === null) return vol
  const root = Math.sqrt(years)
  const isLinear = mode === 'linear-skew'
  const k = log(strike / (forwardFixed + forwardVariable))
  const used = isLinear ? k : Math.abs(k)
  const cap = isLinear
    ? skew.linearCapBase + skew.linearCapPerSqrtYear * root
    : skew.absoluteCapBase + skew.absoluteCapPerSqrtYear * root
  const kStar = Math.max(skew.kStarMin, root * skew.widthScale * (skew.volStatic + skew.volPerSqrtYear * root))
  const raw = (used * cap) / kStar
  return vol * Math.max(0, 1 + (used >= 0 ? Math.min(cap, raw) : Math.max(-cap, raw)))
}

function plainDiscount(isOwned: boolean, years: number, rate: number, { staticDiscount }: PortfolioShocks): number {
  const r = Math.max(0, rate)
  const { longStaticFactor, longRateFactor, longRateAddFrac } = staticDiscount
  const { shortStaticFactor, shortRateFactor, shortRateAddFrac } = staticDiscount
  return isOwned
    ? longStaticFactor * exp(-years * (r * longRateFactor + longRateAddFrac))
    : Math.min(exp(r * years), shortStaticFactor * exp(years * (r * shortRateFactor + shortRateAddFrac)))
}

const scenario: fc.Arbitrary<PortfolioScenario> = fc.record({
  spotFactor: between(0.2, 6),
  vol: fc.constantFrom('up', 'same', 'down', 'linear-skew', 'absolute-skew'),
  lossWeight: between(0, 1.5),
})

const shocks: fc.Arbitrary<PortfolioShocks> = fc.record({
  scenarios: fc.array(scenario, { minLength: 1, maxLength: 12 }),
  volShock: fc.record({
    upFrac: between(0, 3),
    downFrac: between(0, 1),
    pivotDays: fc.constant(30),
    shortPower: between(0, 1),
    longPower: between(0, 1),
    daysMin: between(0.1, 40),
    upVolMin: between(0, 1),
  }),
  skewShock: fc.record({
    linearCapBase: between(0, 1),
    linearCapPerSqrtYear: between(-3, 1),
    absoluteCapBase: between(0, 1),
    absoluteCapPerSqrtYear: between(-3, 1),
    kStarMin: between(0.005, 1),
    widthScale: between(0, 5),
    volStatic: between(0, 1),
    volPerSqrtYear: between(-1, 1),
  }),
  staticDiscount: fc.record({
    longStaticFactor: between(0.8, 1),
    longRateFactor: between(0, 3),
    longRateAddFrac: between(0, 0.5),
    shortStaticFactor: between(0.9, 1.3),
    shortRateFactor: between(0, 3),
    shortRateAddFrac: between(0, 0.5),
  }),
  forwardContingency: fc.record({
    spotFactorUp: between(1.01, 1.2),
    spotFactorDown: between(0.8, 0.99),
    add: between(0, 1),
    perYear: between(0, 3),
  }),
  discountsMarks: fc.constant(true),
})

const option = fc.record({
  right: fc.constantFrom('call', 'put'),
  strike: between(20, 500),
  vol: between(0, 2),
  amount: between(-10, 10),
})

/** From a second to two years, with the forward partly fixed or not. */
const expiry = fc
  .record({
    years: fc.oneof(between(3e-8, 1e-3), between(1e-3, 2), fc.constant(0), fc.constant(30 / 365)),
    fixedShare: fc.oneof(fc.constant(0), between(0, 1)),
    forward: between(60, 160),
    rate: between(-0.5, 1.5),
    options: fc.array(option, { minLength: 1, maxLength: 5 }),
  })
  .map(({ years, fixedShare, forward, rate, options }) => ({
    rate,
    options: options.map(({ amount, right, strike, vol }) => ({
      amount,
      terms: {
        right,
        strike,
        vol,
        years,
        forwardFixed: fixedShare * forward,
        forwardVariable: (1 - fixedShare) * forward,
      } as OptionTerms,
    })),
  }))

const portfolio: fc.Arbitrary<PlainPortfolio> = fc.record({
  perpValue: between(-1000, 1000),
  riskCancellingValue: between(0, 1000),
  expiries: fc.array(expiry, { maxLength: 4 }),
})

test('the rows and the sums over them are the rule read option by option', () => {
  fc.assert(
    fc.property(shocks, portfolio, (rule, plain) => {
      const plan = scenarioPlan(rule)
      const exposure: PortfolioExposure = {
        ...plain,
        expiries: plain.expiries.map(({ rate, options }) => ({
          years: options[0]?.terms.years ?? 0,
          ratePerYear: rate,
          lines: options.map(({ amount, terms }) => ({ strike: terms.strike, amount, row: optionRow(terms, plan) })),
        })),
      }
      const { scenarioPnl, forwardContingency } = portfolioLoss(exposure, plan)
      const gross = 1 + 100 * plain.expiries.flatMap(({ options }) => options).length + 2000
      for (const [i, each] of rule.scenarios.entries())
        expect(Math.abs((scenarioPnl[i] ?? Number.NaN) - plainProfit(each, plain, rule))).toBeLessThan(1e-10 * gross)
      expect(forwardContingency).toBeLessThanOrEqual(0)
      expect(Math.abs(forwardContingency - plainContingency(plain, rule))).toBeLessThan(1e-10 * gross)
    }),
  )
})

function plainContingency({ expiries }: PlainPortfolio, { forwardContingency }: PortfolioShocks): number {
  let total = 0
  for (const { options, rate } of expiries) {
    const years = options[0]?.terms.years ?? 0
    const valueAt = (factor: number): number => {
      let value = 0
      for (const { amount, terms } of options)
        value += amount * exp(-Math.max(0, rate) * years) * priceAt(terms, factor, terms.vol)
      return value
    }
    const { spotFactorUp, spotFactorDown, add, perYear } = forwardContingency
    const now = valueAt(1)
    total += Math.min(0, valueAt(spotFactorUp) - now, valueAt(spotFactorDown) - now) * (add + perYear * years)
  }
  return total
}
