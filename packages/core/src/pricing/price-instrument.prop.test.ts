import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatInstant, parseInstant, yearMs } from '../num/instant.ts'
import { riskArray, riskPlan } from '../scenario/risk-array.ts'
import { grid } from '../scenario/scenario.ts'
import { stretchedShock } from '../scenario/vol-shock.ts'
import { arbitraryPriced } from '../testkit/arbitrary-priced.ts'
import { listing, market, marketAt } from '../testkit/builders.ts'
import { contractGreeks } from './contract-greeks.ts'
import { priceInstrument } from './price-instrument.ts'
import { contractNotional, contractValue, optionModelMark, type Priced } from './priced.ts'

/** A positive decimal between 1e-12 and 1e16: what a feed may send on its worst day. */
const anyPrice = fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 16n }), fc.nat(12)).map(([digits, places]) => {
  const text = digits.toString().padStart(places + 1, '0')
  return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`
})

const anyTerms = fc.record({
  symbol: fc.constantFrom(
    'ETH/USDT:USDT',
    'ETH/USD:ETH',
    'ETH/USD:ETH-260327',
    'ETH/USD:ETH-260327-1-C',
    'ETH/USDT:USDT-260327-1-P',
  ),
  index: anyPrice,
  forward: anyPrice,
  strike: anyPrice,
  size: anyPrice,
  tether: anyPrice,
  mark: anyPrice,
  isMarked: fc.boolean(),
  vol: fc.option(fc.double({ min: 1e-6, max: 24, noNaN: true }), { nil: undefined }),
  rate: fc.double({ min: -10, max: 10, noNaN: true }),
  years: fc.double({ min: -1, max: 29.9, noNaN: true }),
})

const plan = riskPlan([
  {
    scenarios: grid({ movesFrac: [-0.9, 0, 2], vols: ['up', 'down'], tails: [], tailVol: 'same' }),
    volRule: stretchedShock({
      upFrac: 1,
      downFrac: 0.5,
      pivotDays: 30,
      shortPower: 0.3,
      longPower: 0.5,
      daysMin: 1,
      upVolMin: 0.2,
    }),
  },
])

function figuresOf(priced: Priced): readonly number[] {
  const { mark, index, expiryYears, option } = priced
  const greeks = Object.values(contractGreeks(priced))
  return [
    mark,
    index,
    expiryYears,
    contractValue(priced),
    contractNotional(priced),
    option?.vol ?? 0,
    ...greeks,
    ...riskArray(priced, plan),
  ]
}

test('whatever the prices, an instrument is priced with finite figures or refused with a reason', () => {
  fc.assert(
    fc.property(anyTerms, ({ symbol, index, forward, strike, size, tether, mark, isMarked, vol, rate, years }) => {
      const expiry = formatInstant((parseInstant(marketAt) ?? 0) + Math.round(years * yearMs))
      const isOption = /-[CP]$/.test(symbol)
      const optional = isOption ? { strike, markVol: vol, mark: isMarked ? mark : undefined } : { mark }
      const dated = symbol.includes('-') ? { expiry } : {}
      const snapshot = market([listing(symbol, { contractSize: size, ...dated, ...optional })], {
        assets: { USDT: { price: tether, stable: true } },
        underlyings: { ETH: { index } },
        forwards: [{ underlying: 'ETH', expiry, price: forward, rate }],
      })
      const result = priceInstrument(snapshot, symbol)
      if (result.ok) expect(figuresOf(result.value.priced).filter((figure) => !Number.isFinite(figure))).toEqual([])
      else expect(result.problems.map(({ code }) => code)).toEqual([isMarked ? 'market.no-vol' : 'market.missing-mark'])
    }),
    { numRuns: 500 },
  )
})

const options = ['ETH/USDT:USDT-260327-2400-C', 'ETH/USD:ETH-260327-2400-C']

test('model marks keep put–call parity, discounted when linear and in coins when inverse', () => {
  fc.assert(
    fc.property(arbitraryPriced(options), ({ instrument, option }) => {
      if (option === undefined) throw new Error('an option')
      const { forward, strike, discount } = option
      const call = optionModelMark(instrument.payout, { ...option, right: 'call' })
      const put = optionModelMark(instrument.payout, { ...option, right: 'put' })
      const unit = instrument.payout === 'inverse' ? 1 / forward : discount
      expect(Math.abs(call - put - (forward - strike) * unit)).toBeLessThan(1e-13 * Math.max(forward, strike) * unit)
    }),
  )
})
