import { type Conformance, ExampleError, type Fields, listIn, numberIn, numberOr } from '../../margin/conformance.ts'
import { currencyEquity } from './currency-equity.ts'
import { discountedQuantity } from './discount.ts'
import type { DiscountTable, HedgeBand, MultiplierBand } from './parameters.ts'
import { portfolioSets } from './params-portfolio.ts'
import { adjustedReductionCost } from './reduction-cost.ts'
import { riskUnitExample } from './risk-unit-example.ts'
import { hedgeCharge, type QuoteDeltas, stableHedges } from './stable-hedge.ts'
import { portfolioInitial } from './unit-margin.ts'

const current = portfolioSets[0]?.parameters.rules

/** Marginal multipliers of MR7 and what they do to a unit's maintenance margin. */
function reductionExample(inputs: Fields): unknown {
  const raw = numberIn(inputs, 'MR7_raw')
  const bands = inputs['bands'] === undefined ? [] : tiersIn(inputs, 'bands')
  const adjusted = adjustedReductionCost(raw, bands.length === 0 ? defaultBands() : (bands as MultiplierBand[])).amount
  const stress = Object.keys(inputs).find((key) => /^MR(\(|$|_)/.test(key) && key !== 'MR7_raw')
  const before = stress === undefined ? 0 : numberIn(inputs, stress)
  return { MR7_adj: adjusted, MMR_before: Math.max(before, raw), MMR_after: Math.max(before, adjusted) }
}

function defaultBands(): readonly MultiplierBand[] {
  return current?.reductionCosts[0]?.bands ?? []
}

/** MR9 of a matched hedge, or of the cash deltas that are matched first. */
function hedgeExample(inputs: Fields): unknown {
  const bands = tiersIn(inputs, 'tier_factors').map(([max, factor]): HedgeBand => [max, [[1, factor]]])
  const charge = (size: number): number => hedgeCharge(size, bands, 1).amount
  if (inputs['hedged_usd'] !== undefined) return { MR9: charge(Math.abs(numberIn(inputs, 'hedged_usd'))) }
  const hedges = stableHedges(deltasIn(inputs))
  return {
    MR9: hedges.reduce((sum, { size }) => sum + charge(size), 0),
    ...Object.fromEntries(hedges.map(({ pair, size }) => [pair.join('-'), size])),
  }
}

/** Keys that name one quote currency and something of its delta: `delta_USDT`, `USDT`, `usdt_delta`. */
function deltasIn(inputs: Fields): QuoteDeltas {
  const of = (quote: string): number => {
    const key = Object.keys(inputs).find((name) =>
      name
        .toUpperCase()
        .split(/[^A-Z0-9]+/)
        .includes(quote),
    )
    return key === undefined ? 0 : numberIn(inputs, key)
  }
  return { USDT: of('USDT'), USDC: of('USDC'), USD: of('USD') }
}

/** 1.3 × the maintenance margin of derivatives, and what borrowing needs on top. */
function initialExample(inputs: Fields): unknown {
  const factor = numberOr(inputs, 'imrFactor', numberOr(inputs, 'factor', current?.initialFactor ?? 1))
  const borrowed = Object.keys(inputs).find((key) => /borrow/i.test(key) && /imr/i.test(key))
  const borrowedMmr = Object.keys(inputs).find((key) => /borrow/i.test(key) && /mmr/i.test(key))
  const onTop = borrowed === undefined ? 0 : numberIn(inputs, borrowed)
  const derivatives = numberIn(inputs, 'MMR') - (borrowedMmr === undefined ? 0 : numberIn(inputs, borrowedMmr))
  return { IMR: portfolioInitial(derivatives, factor) + onTop }
}

/** Each coin at its own rates: tiers of [up to, rate], or one rate; what is owed counts in full. */
function discountExample(inputs: Fields): unknown {
  const coins = coinsIn(inputs)
  const counted = coins.map((coin) => discountedValue(inputs, coin))
  const total = counted.reduce((sum, value) => sum + value, 0)
  return {
    discounted_usd: total,
    adjEq: total,
    discounted: total,
    ...Object.fromEntries(coins.flatMap((coin, i) => namesOf(coin).map((name) => [name, counted[i]]))),
  }
}

function namesOf(coin: string): readonly string[] {
  return [`${coin}_discounted`, `discounted_${coin}`, `discounted_${coin.toLowerCase()}`].filter(
    (name) => name !== 'discounted_usd',
  )
}

function discountedValue(inputs: Fields, coin: string): number {
  const price = inputs[`${coin}_px`] === undefined ? null : numberIn(inputs, `${coin}_px`)
  const counted = discountedQuantity(tableIn(inputs, coin), numberIn(inputs, coin), price ?? 1)
  return counted === 0 ? 0 : counted * (price ?? 1)
}

function tableIn(inputs: Fields, coin: string): DiscountTable {
  const own = inputs[`${coin}_tiers`] === undefined ? 'tiers' : `${coin}_tiers`
  const least = inputs['minDiscountRate'] === undefined ? [] : [[null, numberIn(inputs, 'minDiscountRate')] as const]
  if (inputs[`${coin}_rate`] !== undefined || inputs[own] === undefined)
    return { unit: 'coin', tiers: [[null, numberOr(inputs, `${coin}_rate`, 1)]] }
  return { unit: 'coin', tiers: [...tiersIn(inputs, own), ...least] }
}

/** Balance of each currency with the profit of the contracts that settle in it. */
function equityExample(inputs: Fields): unknown {
  const coins = coinsIn(inputs)
  const equities = coins.map((coin) => [`${coin}_equity`, equityOf(inputs, coin, coins)] as const)
  return Object.fromEntries(equities)
}

function equityOf(inputs: Fields, coin: string, coins: readonly string[]): number {
  const sum = (pattern: RegExp): number =>
    Object.keys(inputs)
      .filter((key) => pattern.test(key) && settleOf(key, coins) === coin)
      .reduce((total, key) => total + numberIn(inputs, key), 0)
  return currencyEquity({
    cash: numberIn(inputs, coin),
    crossProfit: sum(/(?<!isolated.*)_(pnl|upl)$/i),
    isolatedMargin: sum(/isolated.*margin/i),
    isolatedProfit: sum(/isolated.*(pnl|upl)/i),
    optionValue: sum(/option.*(value|val)/i),
    interest: sum(/interest/i),
  })
}

/** `BTC_USDT_perp_pnl` is paid in USDT, `BTC_USD_perp_pnl` in BTC, `USDT_interest` in USDT. */
function settleOf(key: string, coins: readonly string[]): string | undefined {
  const named = key.split('_').filter((part) => /^[A-Z0-9]+$/.test(part))
  const [underlying, quote] = named
  if (quote === 'USD') return underlying
  return quote ?? underlying ?? coins[0]
}

/** Keys that are a currency by themselves: `USDT`, but not `BTC_px`. */
function coinsIn(inputs: Fields): readonly string[] {
  return Object.keys(inputs).filter((key) => /^[A-Z0-9]+$/.test(key))
}

/** Lists of [up to, rate], or of the venue's own { max, rate }. A bound may be text. */
function tiersIn(inputs: Fields, name: string): readonly (readonly [number | null, number])[] {
  return listIn(inputs, name).map((tier) => {
    const [max, rate] = Array.isArray(tier) ? tier : namedTier(tier)
    const bound = typeof max === 'string' ? numberIn({ max: JSON.parse(max) }, 'max') : max
    if ((typeof bound === 'number' || bound === null) && typeof rate === 'number') return [bound, rate] as const
    throw new ExampleError('input.value', `a tier must be [up to, rate], is ${JSON.stringify(tier)}`)
  })
}

function namedTier(tier: unknown): readonly unknown[] {
  const fields = typeof tier === 'object' && tier !== null ? (tier as Fields) : {}
  return [fields['max'] ?? fields['maxAmt'] ?? null, fields['rate'] ?? fields['discountRate'] ?? fields['factor']]
}

/** The published examples of this venue, by its own rules. */
export const conformance: Conformance = {
  examples: {
    'okx: portfolio_margin/risk_unit': riskUnitExample,
    'okx: portfolio_margin/account': riskUnitExample,
    'okx: portfolio_margin/mr7': reductionExample,
    'okx: portfolio_margin/mr9': hedgeExample,
    'okx: portfolio_margin/imr': initialExample,
    'okx: multi_currency/discount': discountExample,
    'okx: multi_currency/equity': equityExample,
  },
}
