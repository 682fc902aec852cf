import {
  type Conformance,
  ExampleError,
  type Fields,
  listIn,
  numberIn,
  numberOr,
  recordIn,
} from '../../margin/conformance.ts'
import { currencyEquity } from './currency-equity.ts'
import { discountedQuantity } from './discount.ts'
import { keyLike, totalIn } from './example-inputs.ts'
import type { DiscountTable, HedgeBand, MultiplierBand } from './parameters.ts'
import { currentPortfolio } from './params-portfolio.ts'
import { adjustedReductionCost } from './reduction-cost.ts'
import { riskUnitExample } from './risk-unit-example.ts'
import { hedgeCharge, type QuoteDeltas, stableHedges } from './stable-hedge.ts'
import { portfolioInitial } from './unit-margin.ts'

const current = currentPortfolio.rules

/** Marginal multipliers of MR7 and what they do to a unit's maintenance margin. */
function reductionExample(inputs: Fields): unknown {
  const raw = numberIn(inputs, 'MR7_raw')
  const bands = tierListIn(inputs, 'bands') as readonly MultiplierBand[] | null
  const adjusted = adjustedReductionCost(raw, bands ?? currentBands(inputs)).amount
  const stress = keyLike(inputs, /^MR(\(|$|_)(?!7)/)
  const before = stress === undefined ? 0 : numberIn(inputs, stress)
  return { MR7_adj: adjusted, MMR_before: Math.max(before, raw), MMR_after: Math.max(before, adjusted) }
}

/** Those of the coin, or of the class, that the example is about; of class A where it does not say. */
function currentBands(inputs: Fields): readonly MultiplierBand[] {
  const rows = current.reductionCosts
  const named = Object.values(inputs).filter((value) => typeof value === 'string')
  const row = ['A', 'B', 'C'].findIndex((name) => named.includes(name))
  const ofCoin = rows.find(({ coins }) => named.some((name) => coins.includes(name)))
  const bands = (row === -1 ? (ofCoin ?? rows[0]) : rows[row])?.bands
  if (bands === undefined || bands === null) throw new ExampleError('input.missing', 'bands must be given')
  return bands
}

/** MR9 of a matched hedge, or of the cash deltas that are matched first. */
function hedgeExample(inputs: Fields): unknown {
  const bands = hedgeBands(inputs)
  const price = keyLike(inputs, /price|index|px/i)
  const charge = (size: number): number =>
    hedgeCharge(size, bands, price === undefined ? 1 : numberIn(inputs, price)).amount
  const sizeKey = keyLike(inputs, /hedged|size|matched/i)
  if (sizeKey !== undefined) return { MR9: charge(Math.abs(numberIn(inputs, sizeKey))) }
  const hedges = stableHedges(deltasIn(inputs))
  return {
    MR9: hedges.reduce((sum, { size }) => sum + charge(size), 0),
    ...Object.fromEntries(hedges.map(({ pair, size }) => [pair.join('-'), size])),
  }
}

/** The example's factors, one a tier; else those of the current set, by index price. */
function hedgeBands(inputs: Fields): readonly HedgeBand[] {
  const own = tierListIn(inputs, 'tier_factors')
  return own === null
    ? (current.stableHedge as readonly HedgeBand[])
    : own.map(([max, factor]): HedgeBand => [max, [[1, factor]]])
}

/** Keys that name one quote currency and something of its delta, here or in an object: `delta_USDT`, `USDT`, `usdt_delta`. */
function deltasIn(inputs: Fields): QuoteDeltas {
  const nested = keyLike(inputs, /delta/i)
  const fields = nested !== undefined && typeof inputs[nested] === 'object' ? recordIn(inputs, nested) : inputs
  const keys = (['USDT', 'USDC', 'USD'] as const).map(
    (quote) =>
      [
        quote,
        Object.keys(fields).find((key) =>
          key
            .toUpperCase()
            .split(/[^A-Z0-9]+/)
            .includes(quote),
        ),
      ] as const,
  )
  if (keys.every(([, key]) => key === undefined))
    throw new ExampleError('input.missing', 'a hedged size or cash deltas by quote currency must be given')
  return Object.fromEntries(
    keys.map(([quote, key]) => [quote, key === undefined ? 0 : numberIn(fields, key)]),
  ) as QuoteDeltas
}

/** 1.3 × the maintenance margin of derivatives, and what borrowing needs on top. */
function initialExample(inputs: Fields): unknown {
  const factor = numberOr(inputs, 'imrFactor', numberOr(inputs, 'factor', current.initialFactor))
  const of = (key: string | undefined): number => (key === undefined ? 0 : numberIn(inputs, key))
  const onTop = of(keyLike(inputs, /borrow.*imr|imr.*borrow/i))
  const whole = keyLike(inputs, /^(total_?)?MMR$/i)
  const derivatives =
    whole === undefined
      ? totalIn(inputs, keyLike(inputs, /^(?!.*borrow).*mmr/i) ?? 'MMR')
      : numberIn(inputs, whole) - of(keyLike(inputs, /borrow.*mmr|mmr.*borrow/i))
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
  const price = numberOr(inputs, `${coin}_px`, 1)
  const counted = discountedQuantity(tableIn(inputs, coin, price), numberIn(inputs, coin), price)
  return counted === 0 ? 0 : counted * price
}

/** No venue counts more than this of a coin in full: a first bound beyond it is in dollars. */
const firstTierMaxUsd = 1e9

function tableIn(inputs: Fields, coin: string, price: number): DiscountTable {
  const own = [`${coin}_tiers`, 'tiers', 'tiers_usd'].find((name) => inputs[name] !== undefined)
  const least = inputs['minDiscountRate'] === undefined ? [] : [[null, numberIn(inputs, 'minDiscountRate')] as const]
  if (inputs[`${coin}_rate`] !== undefined || own === undefined)
    return { unit: 'coin', tiers: [[null, numberOr(inputs, `${coin}_rate`, 1)]] }
  const tiers = tiersIn(inputs, own)
  const isInDollars = own === 'tiers_usd' || (tiers[0]?.[0] ?? 0) * price > firstTierMaxUsd
  return { unit: isInDollars ? 'usd' : 'coin', tiers: [...tiers, ...least] }
}

const profitKey = /_(pnl|upl)$/i

/** Balance of each currency with the profit of the contracts that settle in it. */
function equityExample(inputs: Fields): unknown {
  const named = coinsIn(inputs)
  const settled = Object.keys(inputs).filter((key) => profitKey.test(key))
  const coins = [...new Set([...named, ...settled.flatMap((key) => settleOf(key, named) ?? [])])]
  const equities = coins.map((coin) => [`${coin}_equity`, equityOf(inputs, coin, coins)] as const)
  return Object.fromEntries(equities)
}

function equityOf(inputs: Fields, coin: string, coins: readonly string[]): number {
  const sum = (pattern: RegExp): number =>
    Object.keys(inputs)
      .filter((key) => pattern.test(key) && settleOf(key, coins) === coin)
      .reduce((total, key) => total + numberIn(inputs, key), 0)
  return currencyEquity({
    cash: numberOr(inputs, coin, 0),
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

/** Tiers under this name or, whatever it is called, in the only list there is; null without one. */
function tierListIn(inputs: Fields, name: string): readonly (readonly [number | null, number])[] | null {
  const found = inputs[name] === undefined ? Object.keys(inputs).find((key) => Array.isArray(inputs[key])) : name
  return found === undefined ? null : tiersIn(inputs, found)
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
