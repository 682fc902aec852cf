import { expect, test } from 'vitest'
import { priceInstrument } from '../pricing/price-instrument.ts'
import { market, unwrap } from '../testkit/builders.ts'
import { assumedTables } from './assumed-tables.ts'
import { byNameOrRest, haircutsByTable, rulesByTable } from './table-rules.ts'

test.each([
  ['BTC', 1],
  ['ETH', 2],
  // A name that every object answers to is one like any other.
  ['constructor', 2],
  ['toString', 2],
])('%s is looked up by name, then among the rest', (name, value) => {
  expect(byNameOrRest({ BTC: 1, '*': 2 }, { ETH: 3 }, name)).toBe(value)
})

test('a table that leaves a name out and has no rest falls back, by name first', () => {
  expect(byNameOrRest({ BTC: 1 }, { ETH: 3, '*': 4 }, 'ETH')).toBe(3)
  expect(byNameOrRest({ BTC: 1 }, { ETH: 3, '*': 4 }, 'SOL')).toBe(4)
})

test('a name nowhere to be found is our own mistake', () => {
  expect(() => byNameOrRest({ BTC: 1 }, {}, 'SOL')).toThrow('a parameter table must name SOL or *')
})

test('tiers go by symbol, short options by underlying, haircuts by asset', () => {
  const symbol = 'ETH/USD:ETH-260327-2400-C'
  const { priced } = unwrap(priceInstrument(market([symbol]), symbol))
  const tier = { notionalMax: null, maintenanceRateFrac: 0.2, maintenanceDeduction: 0, leverageMax: 2 }
  const rates = { initialFrac: 0.3, initialFloorFrac: 0.2, maintenanceFrac: 0.1 }
  const rules = rulesByTable({
    ...assumedTables,
    leverageTiers: { [symbol]: [tier] },
    wholePosition: true,
    shortOptions: { ETH: rates },
  })
  expect(rules({ symbol, priced })).toEqual({ tiers: [tier], wholePosition: true, shortOption: rates })
  expect(rules({ symbol: 'other', priced }).tiers).toBe(assumedTables.leverageTiers['*'])
  expect(haircutsByTable({ DOGE: [{ quantityMax: 1, haircutFrac: 1 }] })('DOGE')).toEqual([
    { quantityMax: 1, haircutFrac: 1 },
  ])
  expect(haircutsByTable({})('DOGE')).toBe(assumedTables.haircuts['*'])
})
