import {
  type Conformance,
  type ExampleRule,
  type Fields,
  numberIn,
  numberOr,
  recordIn,
  recordsIn,
  textIn,
} from '../../margin/conformance.ts'
import { futureRates, type KnownTier, tierLeverage } from './future-rate.ts'
import { futuresContingency, legacyVolShock, netShort } from './legacy-contingency.ts'
import { riskMatrixExample } from './matrix-example.ts'
import { optionRates } from './params-standard.ts'
import { inverseShortOption, linearShortOption, type ShortOption } from './short-option.ts'

/** Rates on coins: of a linear contract in the quote currency at the index, of an inverse one in coins. */
const sizeRateExample: ExampleRule = (inputs) => {
  const coins = Math.abs(coinsIn(inputs))
  const rates = futureRates(coins, {
    form: 'size',
    initialFrac: numberIn(inputs, 'im_base'),
    maintenanceFrac: numberIn(inputs, 'mm_base'),
    increasePerCoinFrac: numberOr(inputs, 'increase_per_base_unit', 0),
  })
  if ('missing' in rates) return {}
  const index = numberOr(inputs, 'index_price', 1)
  return {
    im_rate: rates.initial,
    mm_rate: rates.maintenance,
    im_base: coins * rates.initial,
    mm_base: coins * rates.maintenance,
    im_usdc: coins * index * rates.initial,
    mm_usdc: coins * index * rates.maintenance,
  }
}

/** An inverse position may be named in dollars, which are coins at the mark. */
function coinsIn(inputs: Fields): number {
  if (inputs['position_usd'] === undefined) return numberIn(inputs, 'position_base')
  return numberIn(inputs, 'position_usd') / numberIn(inputs, 'mark_price')
}

/** One short option, of the right that its type says, else its name; linear in the quote currency, inverse in coins. */
function shortOptionExample(rule: typeof linearShortOption, named: ShortOption['right']): ExampleRule {
  return (inputs) => {
    const terms = {
      right: inputs['type'] === undefined ? named : rightOf(textIn(inputs, 'type')),
      index: numberIn(inputs, 'index'),
      strike: numberIn(inputs, 'strike'),
      mark: numberIn(inputs, 'mark'),
    }
    const { initial, maintenance } = rule(terms, optionRates)
    const units = Math.abs(numberOr(inputs, 'amount', 1))
    return { im: units * initial, mm: units * maintenance }
  }
}

function rightOf(type: string): ShortOption['right'] {
  return type.toLowerCase().startsWith('p') ? 'put' : 'call'
}

/** A size at the bound is within it, however 3 % of the limit is rounded. */
const boundTolerance = 1e-12

/** Where the leverage is the largest, the rest of the curve need not be named. */
const tierExample: ExampleRule = (inputs) => {
  const coins = Math.abs(numberStarting(inputs, 'N_') ?? numberOr(inputs, 'N', 0))
  const limit = numberStarting(inputs, 'NMax')
  const largest = inputs['C1'] === undefined ? 'L' : 'C1'
  if (limit === null || inputs['C3'] === undefined) return tierFigures(numberIn(inputs, largest))
  const flatToFrac = numberIn(inputs, 'C3')
  const isFlat = coins <= flatToFrac * limit * (1 + boundTolerance)
  return {
    ...tierFigures(isFlat ? numberIn(inputs, largest) : tierLeverage(coins, curveIn(inputs, limit))),
    [`threshold${coinIn(inputs)}`]: flatToFrac * limit,
  }
}

function curveIn(inputs: Fields, positionMaxCoins: number): KnownTier {
  return {
    form: 'tier',
    leverageMax: numberIn(inputs, 'C1'),
    leverageMin: numberIn(inputs, 'C2'),
    flatToFrac: numberIn(inputs, 'C3'),
    fallsToFrac: numberIn(inputs, 'C4'),
    positionMaxCoins,
    maintenanceOverInitial,
  }
}

const maintenanceOverInitial = 2 / 3

function tierFigures(leverage: number): Fields {
  return { L: leverage, im_rate: 1 / leverage, mm_rate: maintenanceOverInitial / leverage }
}

/** `_btc`, as the position limit ends. */
function coinIn(inputs: Fields): string {
  const name = Object.keys(inputs).find((key) => key.startsWith('NMax')) as string
  return name.slice('NMax'.length)
}

/** The number whose name starts so, whichever coin ends it; null where there is none. */
function numberStarting(inputs: Fields, start: string): number | null {
  const name = Object.keys(inputs).find((key) => key.startsWith(start))
  return name === undefined ? null : numberIn(inputs, name)
}

/** Of a page with one power at every expiry. */
function legacyShockExample(vegaPower: number): ExampleRule {
  return (inputs) => ({
    shock: legacyVolShock(
      numberIn(inputs, 'vol_range'),
      numberIn(inputs, 'days'),
      numberOr(inputs, 'power', vegaPower),
    ),
  })
}

/** Powers of the deck where an example names none: below 30 days, and from there on. */
const deckPowers = { short: 0.3, long: 0.13 }

const deckVolExample: ExampleRule = (inputs) => {
  const [vol, days] = [numberIn(inputs, 'iv'), numberIn(inputs, 'days')]
  const vegaPower = numberOr(inputs, 'power', days < 30 ? deckPowers.short : deckPowers.long)
  const shocked = (range: string, sign: 1 | -1): number =>
    vol * Math.max(0, 1 + sign * legacyVolShock(numberIn(inputs, range), days, vegaPower))
  const hasUp = inputs['vol_range_up'] !== undefined
  const hasDown = inputs['vol_range_down'] !== undefined
  return {
    shocked: hasUp || !hasDown ? shocked('vol_range_up', 1) : shocked('vol_range_down', -1),
    ...(hasUp ? { shocked_up: shocked('vol_range_up', 1) } : {}),
    ...(hasDown ? { shocked_down: shocked('vol_range_down', -1) } : {}),
  }
}

const futuresContingencyExample: ExampleRule = (inputs) => ({
  extra_btc: futuresContingency(Math.abs(numberIn(inputs, 'long_btc')), Math.abs(numberIn(inputs, 'short_btc')), {
    futuresContingencyFrac: numberIn(inputs, 'rate'),
    futuresContingencyOn: 'offsetting',
  }),
})

/** Calls and puts of one strike, or a list or an object of them for each strike. */
const optionContingencyExample: ExampleRule = (inputs) => {
  const short = netShort(
    strikesIn(inputs).map((held, i) => ({ strike: i, net: numberOr(held, 'call', 0) + numberOr(held, 'put', 0) })),
  )
  return { extra_btc: numberIn(inputs, 'rate_btc') * short }
}

function strikesIn(inputs: Fields): readonly Fields[] {
  if (Array.isArray(inputs['strike_positions'])) return recordsIn(inputs, 'strike_positions')
  const held = recordIn(inputs, 'strike_positions')
  const isOneStrike = Object.values(held).every((value) => typeof value === 'number')
  return isOneStrike ? [held] : Object.keys(held).map((strike) => recordIn(held, strike))
}

/** What was read off the same example is `inferred_` in its inputs. */
function withInferred(rule: ExampleRule): ExampleRule {
  const prefix = 'inferred_'
  return (inputs) => {
    const inferred = Object.entries(inputs).filter(([name]) => name.startsWith(prefix))
    return rule({
      ...Object.fromEntries(inferred.map(([name, value]) => [name.slice(prefix.length), value])),
      ...inputs,
    })
  }
}

/** By the names under which the published examples go, and their evident siblings. */
const examples: Readonly<Record<string, ExampleRule>> = {
  'deribit: extended risk matrix': riskMatrixExample,
  'deribit: SM linear perpetual (linear-in-size rate)': sizeRateExample,
  'deribit: SM inverse perpetual (linear-in-size rate)': sizeRateExample,
  'deribit: SM linear USDC option short call': shortOptionExample(linearShortOption, 'call'),
  'deribit: SM linear USDC option short put': shortOptionExample(linearShortOption, 'put'),
  'deribit: SM inverse option short call': shortOptionExample(inverseShortOption, 'call'),
  'deribit: SM inverse option short put': shortOptionExample(inverseShortOption, 'put'),
  'deribit: SM 2026 tier model (IM = 1/L(N), MM = 2/3 IM)': tierExample,
  'deribit: PM legacy (2017) vol shock': legacyShockExample(0.5),
  'deribit: PM legacy (2019) vol shock': legacyShockExample(0.3),
  'deribit: PM legacy deck: relative vol shock': deckVolExample,
  'deribit: PM legacy contingency on offsetting futures': futuresContingencyExample,
  'deribit: PM legacy contingency per net short option per strike': optionContingencyExample,
}

export const conformance: Conformance = {
  examples: Object.fromEntries(Object.entries(examples).map(([name, rule]) => [name, withInferred(rule)])),
}
