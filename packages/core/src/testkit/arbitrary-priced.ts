import fc from 'fast-check'
import { formatInstant, parseInstant, yearMs } from '../num/instant.ts'
import { priceInstrument } from '../pricing/price-instrument.ts'
import { contractValue, costOf, type Priced, profitOf } from '../pricing/priced.ts'
import { type PriceMove, shift } from '../pricing/shift.ts'
import { listing, market, marketAt, unwrap } from './builders.ts'

/** One symbol of every kind of derivative. */
export const kindsOfDerivative: readonly string[] = [
  'ETH/USDT:USDT',
  'ETH/USD:ETH',
  'ETH/USDT:USDT-260327',
  'ETH/USD:ETH-260327',
  'ETH/USDT:USDT-260327-2400-C',
  'ETH/USDT:USDT-260327-2400-P',
  'ETH/USD:ETH-260327-2400-C',
  'ETH/USD:ETH-260327-2400-P',
]

const terms = {
  index: fc.double({ min: 100, max: 10_000, noNaN: true }),
  /** Forward ÷ index. */
  carry: fc.double({ min: 0.9, max: 1.2, noNaN: true }),
  /** Strike ÷ index. */
  moneyness: fc.double({ min: 0.4, max: 2.5, noNaN: true }),
  vol: fc.double({ min: 0.1, max: 2, noNaN: true }),
  years: fc.double({ min: 0.005, max: 2, noNaN: true }),
  size: fc.constantFrom('0.01', '1', '10'),
  /** Dollars per USDT: what a linear contract is quoted and settled in. */
  tether: fc.constantFrom('0.98', '1', '1.01'),
  rate: fc.constantFrom(0, 0.05, -0.03),
  /** Quoted mark of an option ÷ its model price. */
  rounding: fc.constantFrom(1, 0.999, 1.001),
}

/** An ETH derivative at any reasonable prices, priced from a market document. */
export function arbitraryPriced(symbols: readonly string[] = kindsOfDerivative): fc.Arbitrary<Priced> {
  return fc.record({ symbol: fc.constantFrom(...symbols), ...terms }).map((drawn) => {
    const { rounding } = drawn
    const modelled = pricedFrom(drawn, undefined)
    return modelled.option === undefined || rounding === 1
      ? modelled
      : pricedFrom(drawn, (modelled.mark * rounding).toFixed(18))
  })
}

type Drawn = { symbol: string } & {
  [K in keyof typeof terms]: (typeof terms)[K] extends fc.Arbitrary<infer T> ? T : never
}

function pricedFrom(
  { symbol, index, carry, moneyness, vol, years, size, tether, rate }: Drawn,
  mark: string | undefined,
): Priced {
  const text = (x: number): string => x.toFixed(6)
  const expiry = formatInstant((parseInstant(marketAt) ?? 0) + Math.round(years * yearMs))
  const quotePrice = symbol.includes('USDT') ? Number(tether) : 1
  const dated = symbol.includes('-') ? { expiry } : {}
  const optional = /-[CP]$/.test(symbol)
    ? { strike: text((index * moneyness) / quotePrice), markVol: vol, mark }
    : { mark: text((index * carry) / quotePrice) }
  const snapshot = market([listing(symbol, { contractSize: size, ...dated, ...optional })], {
    assets: { USDT: { price: tether, stable: true } },
    underlyings: { ETH: { index: text(index) } },
    forwards: [{ underlying: 'ETH', expiry, price: text(index * carry), rate }],
  })
  return unwrap(priceInstrument(snapshot, symbol)).priced
}

/** Profit of one contract bought at the mark, market currency, after a move: what every faster way must agree with. */
export function profitAfter(before: Priced, move: PriceMove): number {
  const after = shift(before, move)
  if (before.option !== undefined)
    return contractValue(after) * after.settlePrice - contractValue(before) * before.settlePrice
  return profitOf(after, 1, costOf(before, 1, before.mark)) * after.settlePrice
}

/** The index moves, and with it the coin an inverse contract settles in. */
export function indexMove({ instrument }: Priced, indexFactor: number): PriceMove {
  return { indexFactor, settleFactor: instrument.settle === instrument.underlying ? indexFactor : 1, quoteFactor: 1 }
}
