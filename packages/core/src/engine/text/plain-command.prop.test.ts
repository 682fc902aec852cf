import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commandText, commandTextBySerializer, parseCommand, parseCommandBySchema } from './command-schema.ts'
import { plainCommand } from './plain-command.ts'

/** Mostly what is plain, so that whole commands are; now and then what is not. */
function mostly(plain: readonly unknown[], others: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...plain) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  )
}

const name = mostly(
  ['anna', 'BTC/USDT:USDT', 'USDT', 'a b', 'the "b\\"', 'x'.repeat(128)],
  ['', 'ключ', 'tab\t', 'x'.repeat(129), 7],
)
const decimal = mostly(
  ['1', '0', '-0', '-0.5', '999999999999999.123456789012345678'],
  ['00', '1.', '1e3', '1000000000000000', '0.0000000000000000001', 5, null],
)
const at = mostly([0, 1_700_000_000_000], [-1, 0.5, 1e300, '2026-01-01T00:00:00.000Z', 'now'])
const boolean = mostly([true, false], ['true'])

const leg = fc.record(
  {
    account: name,
    contracts: decimal,
    fee: decimal,
    order: name,
    side: fc.constantFrom('long', 'short', 'both'),
    extra: name,
  },
  { requiredKeys: ['account', 'contracts', 'fee'] },
)
const terms = fc.record(
  {
    id: name,
    symbol: name,
    contracts: decimal,
    price: decimal,
    reduceOnly: boolean,
    side: fc.constant('short'),
    extra: name,
  },
  { requiredKeys: ['id', 'symbol', 'contracts', 'price', 'reduceOnly'] },
)
const table = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.dictionary(fc.constantFrom('BTC', 'USDT', '7', 'x'.repeat(129), '__proto__'), value, {
      maxKeys: 3,
      noNullPrototype: true,
    }),
    fc.constantFrom(null, [], ['1'], 'BTC'),
  )
const asset = fc.oneof(
  fc.record({ price: decimal, stable: boolean, extra: name }, { requiredKeys: ['price'] }),
  fc.constantFrom(null, [], '1'),
)
const prices = fc.record(
  {
    type: fc.constant('prices'),
    at,
    vols: table(mostly([0, 0.6, 24, null], [25, -1, '0.6'])),
    marks: table(decimal),
    assets: table(asset),
    indexes: table(decimal),
    forwards: fc.constant([{ underlying: 'BTC', expiryAt: 5, price: '1' }]),
    extra: name,
  },
  { requiredKeys: ['type', 'at'] },
)
const document = fc.oneof(
  prices,
  fc.record({
    type: fc.constantFrom('deposit', 'withdraw', 'transfer'),
    at,
    account: name,
    asset: name,
    amount: decimal,
  }),
  fc.record({ type: fc.constant('transfer'), at, account: name, to: name, asset: name, amount: decimal }),
  fc.record({ type: fc.constant('fill'), at, symbol: name, price: decimal, legs: fc.array(leg, { maxLength: 3 }) }),
  fc.record({ type: fc.constant('order'), at, account: name, order: fc.oneof(terms, fc.constant(null)) }),
  fc.record(
    { type: fc.constant('cancel'), at, account: name, order: name, extra: name },
    { requiredKeys: ['type', 'at', 'account', 'order'] },
  ),
  fc.jsonValue(),
)

test('a command that is read or written without the schema is the one that the schema gives', () => {
  let plain = 0
  fc.assert(
    fc.property(document, (told) => {
      const expected = parseCommandBySchema(told)
      const found = parseCommand(told)
      expect(found).toEqual(expected)
      if (found.ok && expected.ok) expect(commandText(found.value)).toBe(commandTextBySerializer(expected.value))
      if (plainCommand(told) !== undefined) plain += 1
    }),
    { numRuns: 3000 },
  )
  expect(plain).toBeGreaterThan(500)
})

test.each([
  { type: 'deposit', at: 1, account: 'anna', asset: 'USDT', amount: '1.5' },
  { type: 'transfer', at: 1, account: 'anna', to: 'ben', asset: 'USDT', amount: '1.5' },
  {
    type: 'prices',
    at: 1,
    assets: { USDT: { price: '1', stable: true } },
    indexes: { BTC: '5' },
    marks: { S: '2' },
    vols: { S: null, T: 0.5 },
  },
  { type: 'cancel', at: 1, account: 'anna', order: 'o1' },
  {
    type: 'order',
    at: 1,
    account: 'anna',
    order: { id: 'o', symbol: 'S', contracts: '-1', price: '2', reduceOnly: false },
  },
  { type: 'fill', at: 1, symbol: 'S', price: '2', legs: [{ account: 'anna', contracts: '1', fee: '0', order: 'o' }] },
])('a plain $type is read without the schema', (told) => {
  expect(plainCommand(told)).toEqual(parseCommandBySchema(told).ok ? plainCommand(told) : undefined)
  expect(JSON.parse(commandText(plainCommand(told) as NonNullable<ReturnType<typeof plainCommand>>))).toEqual(told)
})
