import { describe, expect, test, vi } from 'vitest'
import { margin } from '../../desk/margin.ts'
import { book, market, problemsOf, unwrap } from '../../testkit/builders.ts'
import { type HouseParameters, houseDefault } from './params.ts'
import { parseHouseParameters } from './schema.ts'

// Many accounts are margined, on machines of any speed.
vi.setConfig({ testTimeout: 60_000 })

const symbols = [
  'BTC/USDT:USDT',
  'ETH/USDC:USDC',
  'SOL/USDT:USDT',
  'BTC/USD:BTC-260327-50000-C',
  'ETH/USDC:USDC-260105-2500-P',
  'BTC/USDT:USDT-260925',
  'ETH/USDT:USDT',
]
const prices = market(symbols)

/** Books that between them meet every charge: hedged and outright, short and long options, large, owing, isolated. */
const books = [
  book(
    [
      ['BTC/USDT:USDT', '2', '50000'],
      ['ETH/USDC:USDC', '-30', '2500'],
      ['SOL/USDT:USDT', '300', '100'],
    ],
    { mode: 'portfolio', balances: { BTC: '3', USDC: '5000' } },
  ),
  book(
    [
      ['BTC/USDT:USDT', '2', '50000'],
      ['ETH/USDC:USDC', '-37', '2500'],
    ],
    { mode: 'portfolio', balances: { USD: '50000' } },
  ),
  book(
    [
      ['BTC/USD:BTC-260327-50000-C', '-10', '0.05'],
      ['BTC/USDT:USDT', '5', '50000'],
    ],
    { mode: 'portfolio', balances: { USD: '100000' } },
  ),
  book(
    [
      ['BTC/USD:BTC-260327-50000-C', '10', '0.05'],
      ['BTC/USDT:USDT', '-5', '50000'],
    ],
    { mode: 'portfolio', balances: { USD: '100000' } },
  ),
  book(
    [
      ['ETH/USDC:USDC-260105-2500-P', '40', '50'],
      ['ETH/USDT:USDT', '20', '2500'],
    ],
    { mode: 'portfolio', balances: { USD: '100000' } },
  ),
  book([['ETH/USDC:USDC-260105-2500-P', '-40', '50']], { mode: 'portfolio', balances: { USD: '100000' } }),
  book([['BTC/USDT:USDT-260925', '4000', '50000']], { mode: 'portfolio', balances: { USD: '100000000' } }),
  book([['ETH/USDT:USDT', '4000', '2500', { marginMode: 'isolated' }]], {
    mode: 'portfolio',
    balances: { USD: '9000000' },
  }),
]

function needs(parameters: object): readonly string[] {
  const document = { format: 'plimsoll-params/1', model: 'house/portfolio', set: 'test', parameters }
  return books.map((each) => {
    const { initialMargin, maintenanceMargin, adjustedEquity } = unwrap(
      margin({ book: each, market: prices, parameters: document }),
    )
    return JSON.stringify([initialMargin, maintenanceMargin, adjustedEquity])
  })
}

/** With room under −100 % for every move to be made larger. */
const base: HouseParameters = { ...houseDefault.parameters, marketRangeFrac: 0.12 }

/** Every number of the parameter object with its path; a list of shares counts as one. */
function numbersOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value === 'number') return [path]
  if (Array.isArray(value) && typeof value[0] === 'number') return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => numbersOf(part, [...path, key]))
}

function changed(value: unknown, [key, ...rest]: readonly string[], change: (x: unknown) => unknown): unknown {
  if (key === undefined) return change(value)
  if (Array.isArray(value)) return value.map((part, i) => (String(i) === key ? changed(part, rest, change) : part))
  return { ...(value as object), [key]: changed((value as Record<string, unknown>)[key], rest, change) }
}

const scaled =
  (by: number) =>
  (x: unknown): unknown =>
    Array.isArray(x) ? x.map((part: number, i) => (i === 0 ? part * by : part)) : (x as number) * by

/** Coins that the books do not hold share a row type with those that they do; tails and tables have their own tests. */
const held = numbersOf(base).filter(
  ([first, second]) =>
    first !== 'tables' &&
    first !== 'tails' &&
    (first !== 'underlyings' || ['BTC', 'ETH', 'SOL'].includes(second ?? '')),
)

describe('every parameter is wired', () => {
  const before = needs(base)

  // A parameter of zero, or one whose charge has not begun, is moved to where it acts.
  const acts: Readonly<Record<string, readonly [unknown, unknown]>> = {
    'ownVolShock.upVolMin': [0.7, 0.9],
    'volShock.upVolMin': [0.9, 1.2],
    'underlyings.ETH.concentrationFrom': [1_000, 5_000],
    'underlyings.SOL.concentrationFrom': [1_000, 2_000],
    'volShock.daysMin': [8, 15],
    'ownVolShock.daysMin': [8, 15],
    'volShock.pivotDays': [10, 100],
    'ownVolShock.pivotDays': [10, 100],
    initialFactor: [1.1, 1.6],
  }

  test.each(base.tails.map(({ multiple }) => multiple))('the tail at %s times the range', (asked) => {
    const onlyThis = (multiple: number, lossWeight: number): readonly string[] =>
      needs({
        ...base,
        tails: base.tails.map((tail) =>
          tail.multiple === asked ? { multiple, lossWeight } : { ...tail, lossWeight: 0.01 },
        ),
      })
    expect(onlyThis(asked * 1.1, 1)).not.toEqual(onlyThis(asked, 1))
    expect(onlyThis(asked, 0.9)).not.toEqual(onlyThis(asked, 1))
  })

  test.each(held.map((path) => path.join('.')))('%s', (name) => {
    const path = name.split('.')
    const [low, high] = acts[name] ?? []
    const down = needs(changed(base, path, low === undefined ? scaled(0.8) : () => low) as object)
    const up = needs(changed(base, path, high === undefined ? scaled(1.15) : () => high) as object)
    expect(up).not.toEqual(down)
    expect([down, up]).not.toEqual([before, before])
  })

  test.each([
    [
      'leverageTiers',
      { '*': [{ notionalMax: null, maintenanceRateFrac: 0.03, maintenanceDeduction: 0, leverageMax: 4 }] },
    ],
    ['haircuts', { '*': [{ quantityMax: null, haircutFrac: 0.5 }] }],
  ])('tables.%s', (table, rows) => {
    expect(needs({ ...base, tables: { ...base.tables, [table]: rows } })).not.toEqual(before)
  })
})

describe('the parameter object', () => {
  test('of the built-in set passes its own schema, and comes back the same from JSON', () => {
    expect(unwrap(parseHouseParameters(JSON.parse(JSON.stringify(base))))).toEqual(base)
  })

  const cases: readonly (readonly [string, Partial<Record<keyof HouseParameters, unknown>>, string])[] = [
    ['a grid out of order', { gridShares: [0, -1, 1] }, 'document.value /gridShares'],
    ['a grid without the present', { gridShares: [-1, 0.5, 1] }, 'document.value /gridShares'],
    ['no row for other underlyings', { underlyings: { BTC: base.underlyings['BTC'] } }, 'document.value /underlyings'],
    ['a range that takes an index to zero', { marketRangeFrac: 0.3 }, 'document.value '],
    ['an initial factor below one', { initialFactor: 0.9 }, 'number.range /initialFactor'],
    ['a field it does not know', { speed: 3 } as never, 'document.unknown-field /speed'],
    ['a negative charge', { depegFrac: -0.1 }, 'number.range /depegFrac'],
  ]

  test.each(cases)('refuses %s', (_what, fields, problem) => {
    expect(problemsOf(parseHouseParameters({ ...base, ...fields }))).toContain(problem)
  })
})
