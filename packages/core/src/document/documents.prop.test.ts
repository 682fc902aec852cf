import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Result } from '../num/result.ts'
import { bookDocument, listing, marketDocument } from '../testkit/builders.ts'
import { parseBook } from './book-document.ts'
import { parseMarket } from './market-document.ts'
import { parseParameters } from './params-document.ts'

const expiry = '2026-03-27T08:00:00.000Z'
const symbols = [
  'BTC/USDT',
  'BTC/USDT:USDT',
  'ETH/USD:ETH-260327',
  'ETH/USD:ETH-260327-2400-C',
  'ETH/USDC:USDC-260327-2400-P',
]
const valid = {
  market: marketDocument(
    symbols.map((symbol) => listing(symbol)),
    { forwards: [{ underlying: 'ETH', expiry, price: '2550', rate: 0.02 }] },
  ),
  book: bookDocument([['BTC/USDT:USDT', '1', '50000', { leverage: 10, positionSide: 'long' }]], {
    balances: { USDT: '1000' },
    orders: [{ symbol: 'BTC/USDT:USDT', contracts: '1', price: '49000', reduceOnly: true }],
  }),
  parameters: {
    format: 'plimsoll-params/1',
    model: 'generic/cross',
    set: 'mine',
    parameters: { wholePosition: false },
  },
}

const parsers: Readonly<Record<keyof typeof valid, (document: unknown) => Result<unknown>>> = {
  market: parseMarket,
  book: parseBook,
  parameters: parseParameters,
}

/** What people and machines put where something else belongs. */
const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -0,
    5e-324,
    1.7e308,
    '1e5',
    '-0',
    '+1',
    '0x1',
    '',
    '9'.repeat(65),
    undefined,
    null,
  ),
  fc.constantFrom(
    '2024-02-30T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
    '__proto__',
    'constructor',
    '{}',
    '\u0000',
    '\ud800',
  ),
)

/** A document with one place of it replaced, dropped or added to. */
function mutated(document: unknown, steps: readonly number[], key: string, value: unknown): unknown {
  if (typeof document !== 'object' || document === null || steps.length === 0) return value
  const [step = 0, ...rest] = steps
  const keys = [...Object.keys(document), key]
  const at = keys[step % keys.length] ?? key
  const inner = (document as Record<string, unknown>)[at]
  const replaced = mutated(inner, rest, key, value)
  if (Array.isArray(document))
    return [...document.map((each, i) => (String(i) === at ? replaced : each)), ...(at === key ? [value] : [])]
  return Object.fromEntries([...Object.entries(document), [at, replaced]])
}

const codes = /^(document|decimal|number|instant|market|book)\.[a-z-]+$/

test.each(Object.keys(valid) as (keyof typeof valid)[])(
  'a %s with anything in any place is a value or a list of problems',
  (kind) => {
    const parse = parsers[kind]
    expect(parse(valid[kind]).ok).toBe(true)
    fc.assert(
      fc.property(
        fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
        fc.string({ maxLength: 5 }),
        strange,
        (steps, key, value) => {
          const result = parse(mutated(valid[kind], steps, key, value))
          if (result.ok) return
          expect(result.problems.length).toBeGreaterThan(0)
          for (const { code, path, message } of result.problems) {
            expect(code).toMatch(codes)
            expect(path).toMatch(/^(\/|$)/)
            expect(message).toMatch(/\S/)
          }
        },
      ),
      { numRuns: 1000 },
    )
  },
)

test.each(Object.keys(valid) as (keyof typeof valid)[])('no JSON value at all makes the %s parser throw', (kind) => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(parsers[kind](value).ok).toBe(false)
    }),
  )
})
