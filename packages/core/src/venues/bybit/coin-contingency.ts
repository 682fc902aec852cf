import type { PricedPosition } from '../../margin/priced-account.ts'
import { coinDelta } from './coin-delta.ts'
import { type Contingency, futureContingency, hedgedBetween, spreadTime, type TimedAmount } from './contingency.ts'
import type { CoinTerms } from './params.ts'

/** Legs on one base coin, and the spot that hedges them. */
export interface CoinLegs {
  readonly legs: readonly PricedPosition[]
  readonly index: number
  readonly hedgingCoins: number
}

const none: Contingency = {
  optionContingency: 0,
  optionVegaContingency: 0,
  usdtUsdcContingency: 0,
  futureDeltaContingency: 0,
  futureContingency: 0,
}

/** The five charges of a coin; one whose factor is not known is 0 here, and `contingencyNeeds` says that it is needed. */
export function contingencyOf(unit: CoinLegs, terms: CoinTerms | undefined): Contingency {
  if (terms === undefined) return none
  const { legs, index } = unit
  const { shortOptionFrac, vegaSpreadFracPerDay, stableSpreadFrac, basisFracPerYear } = terms
  return {
    optionContingency: (shortOptionFrac ?? 0) * netShortOptions(legs) * index,
    optionVegaContingency:
      vegaSpreadFracPerDay === null ? 0 : vegaSpreadFracPerDay * spreadTime(optionDays(legs)) * index,
    usdtUsdcContingency:
      stableSpreadFrac === null ? 0 : stableSpreadFrac * hedgedBetween(deltaByCurrency(legs)) * index,
    futureDeltaContingency: basisFracPerYear === null ? 0 : basisFracPerYear * spreadTime(deltaByExpiry(unit)) * index,
    futureContingency: futureContingency(futureCoins(legs), terms.futureContingencyFrac, index),
  }
}

/** Which of the charges a book asks for, whatever prices are: by the sign of each leg, and not by its delta of the moment. */
export function contingencyNeeds({
  legs,
  spot: spotCoins,
}: Pick<CoinLegs, 'legs'> & { readonly spot: number }): Readonly<
  Record<'shortOptionFrac' | 'vegaSpreadFracPerDay' | 'stableSpreadFrac' | 'basisFracPerYear', boolean>
> {
  const options = legs.filter(({ priced }) => priced.option !== undefined)
  const spot = spotCoins === 0 ? [] : [{ group: '0', sign: Math.sign(spotCoins) }]
  const expiries = legs.map((leg) => ({ group: expiryOf(leg), sign: signOf(leg) }))
  return {
    shortOptionFrac: netShortOptions(legs) > 0,
    vegaSpreadFracPerDay: opposes(options.map((leg) => ({ group: expiryOf(leg), sign: Math.sign(leg.contracts) }))),
    stableSpreadFrac: opposes(legs.map((leg) => ({ group: currencyOf(leg), sign: signOf(leg) }))),
    basisFracPerYear: opposes([...expiries, ...spot]),
  }
}

interface SignedLeg {
  readonly group: string
  readonly sign: number
}

/** Whether a long of one group stands beside a short of another. */
function opposes(legs: readonly SignedLeg[]): boolean {
  const groupsOf = (sign: number): Set<string> =>
    new Set(legs.filter((leg) => leg.sign === sign).map(({ group }) => group))
  const [longs, shorts] = [groupsOf(1), groupsOf(-1)]
  return longs.size > 0 && shorts.size > 0 && new Set([...longs, ...shorts]).size > 1
}

/** Coins of options short in their series (expiry, strike and right); a long of another series nets nothing. */
function netShortOptions(legs: readonly PricedPosition[]): number {
  const bySeries = new Map<string, number>()
  for (const { priced, contracts } of legs) {
    const { instrument, size } = priced
    if (instrument.kind !== 'option') continue
    const series = `${instrument.expiryAt} ${instrument.strike} ${instrument.right}`
    bySeries.set(series, (bySeries.get(series) ?? 0) + contracts * size)
  }
  let short = 0
  for (const net of bySeries.values()) short += Math.max(0, -net)
  return short
}

function optionDays(legs: readonly PricedPosition[]): readonly TimedAmount[] {
  return summed(
    legs
      .filter(({ priced }) => priced.option !== undefined)
      .map(({ priced, contracts }) => ({ time: priced.expiryYears * 365, amount: contracts * priced.size })),
  )
}

function deltaByExpiry({ legs, hedgingCoins }: CoinLegs): readonly TimedAmount[] {
  const amounts = legs.map(({ priced, contracts }) => ({
    time: priced.expiryYears,
    amount: contracts * coinDelta(priced),
  }))
  return summed([...amounts, { time: 0, amount: hedgingCoins }])
}

function summed(amounts: readonly TimedAmount[]): readonly TimedAmount[] {
  const byTime = new Map<number, number>()
  for (const { time, amount } of amounts) byTime.set(time, (byTime.get(time) ?? 0) + amount)
  return [...byTime].map(([time, amount]) => ({ time, amount }))
}

function deltaByCurrency(legs: readonly PricedPosition[]): readonly number[] {
  const byCurrency = new Map<string, number>()
  for (const leg of legs) {
    const currency = currencyOf(leg)
    byCurrency.set(currency, (byCurrency.get(currency) ?? 0) + leg.contracts * coinDelta(leg.priced))
  }
  return [...byCurrency.values()]
}

/** Coins of futures and perpetuals, long and short alike. */
function futureCoins(legs: readonly PricedPosition[]): number {
  let coins = 0
  for (const { priced, contracts } of legs)
    if (priced.option === undefined) coins += Math.abs(contracts) * coinDelta(priced)
  return coins
}

function expiryOf({ priced: { instrument } }: PricedPosition): string {
  return instrument.kind === 'perpetual' ? '0' : String(instrument.expiryAt)
}

/** USDT, USDC, or USD of an inverse contract. */
function currencyOf({ priced: { instrument } }: PricedPosition): string {
  return instrument.quote
}

/** Sign of the delta. */
function signOf({ priced, contracts }: PricedPosition): number {
  return Math.sign(contracts) * (priced.option?.right === 'put' ? -1 : 1)
}
