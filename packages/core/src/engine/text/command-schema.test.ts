import { describe, expect, test } from 'vitest'
import { listing, problemsOf, unwrap } from '../../testkit/builders.ts'
import { engineAt as at } from '../../testkit/engine.ts'
import type { CommandType } from '../command.ts'
import { commandJsonSchema, commandText, parseCommand, parseCommandBySchema } from './command-schema.ts'

const symbol = 'BTC/USDT:USDT'
const account = 'anna'
const order = { id: 'o1', symbol, contracts: '-0.5', price: '50000.5', reduceOnly: true, side: 'short' }
const liquidity = { halfSpreadFrac: 0.0001, impactFrac: 0.01, depthNotional: 1e6, slippageMaxFrac: 0.1 }
const { mark: _mark, ...listed } = listing(symbol)

/** One of every kind, with every field it may have. */
const commands: { readonly [T in CommandType]: Readonly<Record<string, unknown>> } = {
  open: { account, mode: 'portfolio', model: 'okx/portfolio', set: 'mine', settings: { a: [1, { b: null }] } },
  deposit: { account, asset: 'USDT', amount: '0.00000001' },
  withdraw: { account, asset: 'USDT', amount: '999999999999999.12345678' },
  transfer: { account, to: 'ben', asset: 'USDT', amount: '-1' },
  'fund-deposit': { asset: 'USDT', amount: '1' },
  list: { instruments: [listed, listing('ETH/USD:ETH-260327-2400-C', { markVol: undefined }), listing('BTC/USDT')] },
  prices: {
    assets: { USDT: { price: '0.9998', stable: true }, ETH: { price: '2500' } },
    indexes: { BTC: '50000.01' },
    forwards: [
      { underlying: 'BTC', expiryAt: at, price: '50100', rateFrac: -0.01 },
      { underlying: 'ETH', expiryAt: at, price: '2510' },
    ],
    marks: { [symbol]: '50001' },
    vols: { 'ETH/USD:ETH-260327-2400-C': 0.6123, 'ETH/USD:ETH-260327-2400-P': null },
  },
  fill: {
    symbol,
    price: '50000',
    legs: [
      { account, contracts: '0.1', fee: '-0.01', order: 'o1', side: 'long' },
      { account: 'ben', contracts: '-0.1', fee: '0' },
    ],
  },
  order: { account, order },
  cancel: { account, order: 'o1' },
  funding: { symbol, rateFrac: '-0.0001' },
  'accrue-funding': { symbol, rateFrac: '0.000000012' },
  interest: { asset: 'USDT', rateFrac: '0.00001' },
  settle: { symbol, price: '50000' },
  'set-leverage': { account, symbol, leverage: 12.5 },
  'add-margin': { account, symbol, side: 'long', amount: '-5' },
  'set-isolated': { account, symbol, isolated: true },
  'set-hedge-mode': { account, hedge: false },
  'accept-disclosure': { account, disclosure: 'portfolio-margin' },
  'switch-mode': { account, mode: 'cross', model: 'okx/cross', set: 'x', settings: {} },
  'change-rules': { account, ofModel: 'okx/cross', model: 'okx/cross', set: 'x', effectiveAt: at + 1 },
  'define-parameters': { name: 'mine', document: { format: 'plimsoll-params/1', parameters: { a: 1 } } },
  configure: {
    config: {
      staleAfterMs: 1000,
      jumpMaxFrac: 0.2,
      liquidationFeeFrac: 0.01,
      restoreUse: 0.8,
      liquidationStepsMax: 10,
    },
    liquidity: { '*': liquidity, [symbol]: { ...liquidity, impactFrac: 0 } },
  },
  resume: {},
  liquidate: { account },
}

const all = Object.entries(commands).map(([type, fields]) => [type, { type, at, ...fields }] as const)

describe('a command', () => {
  test.each(all)('%s is read back from its text as it was', (_, fields) => {
    const command = unwrap(parseCommand(fields))
    const text = commandText(command)
    expect(commandText(unwrap(parseCommand(JSON.parse(text))))).toBe(text)
    expect(JSON.parse(text)).toEqual(fields)
  })

  test.each(all)('%s with a field that nobody knows is refused with its path', (_, fields) => {
    expect(problemsOf(parseCommand({ ...fields, extra: 1 }))).toEqual(['document.unknown-field /extra'])
  })

  test.each(all)('%s without its time is refused', (_, { at: _at, ...fields }) => {
    expect(problemsOf(parseCommand(fields))).toEqual(['document.value /at'])
  })

  test('told at an instant in words is the same as in milliseconds', () => {
    const told = parseCommand({ type: 'resume', at: '2026-01-01T08:00:00.000Z' })
    expect(commandText(unwrap(told))).toBe(`{"type":"resume","at":${at}}`)
  })

  test.each(['set', 'settings'])('that leaves %s open must not name it', (field) => {
    const open = { type: 'open', at, account, mode: 'cross', model: 'generic/cross' }
    expect(parseCommand(open).ok).toBe(true)
    expect(parseCommand({ ...open, [field]: undefined }).ok).toBe(false)
    expect(parseCommand({ ...open, [field]: null }).ok).toBe(false)
  })
})

test('a name that a table cannot carry is told, not lost', () => {
  const text = `{"type":"prices","at":1,"marks":{"__proto__":"1"}}`
  expect(problemsOf(parseCommand(JSON.parse(text)))).toEqual(['document.value /marks/__proto__'])
})

test.each<[string, unknown, readonly string[]]>([
  ['nothing', undefined, ['document.missing-field ']],
  ['no kind', { at }, ['document.missing-field /type']],
  ['a kind nobody knows', { type: 'steal', at }, ['document.value /type']],
  ['a number for a decimal', { type: 'deposit', at, account, asset: 'USDT', amount: 5 }, ['document.type /amount']],
  ['an exponent', { type: 'deposit', at, account, asset: 'USDT', amount: '1e5' }, ['decimal.syntax /amount']],
  ['too much', { type: 'deposit', at, account, asset: 'USDT', amount: '1000000000000000' }, ['document.value /amount']],
  [
    'too many digits',
    { type: 'fill', at, symbol, price: '0.0000000000000000001', legs: [{ account, contracts: '1', fee: '0' }] },
    ['document.value /price'],
  ],
  ['a rate of 1 000 %', { type: 'interest', at, asset: 'USDT', rateFrac: '10' }, ['document.value /rateFrac']],
  ['a time before time', { type: 'resume', at: -1 }, ['number.range /at']],
  [
    'several at once',
    { type: 'fill', at, symbol, price: 'x', legs: [{ account, contracts: '1', fee: '0', colour: 'red' }] },
    ['decimal.syntax /price', 'document.unknown-field /legs/0/colour'],
  ],
  ['no leg', { type: 'fill', at, symbol, price: '1', legs: [] }, ['document.value /legs']],
])('%s is told with every place', (_, document, problems) => {
  expect(problemsOf(parseCommand(document))).toEqual(problems)
})

test('commands have a JSON Schema, in which every kind is', () => {
  const { oneOf = [] } = commandJsonSchema() as { oneOf?: readonly { properties: { type: { const: string } } }[] }
  expect(oneOf.map(({ properties }) => properties.type.const).sort()).toEqual(Object.keys(commands).sort())
})

test('an instant beyond the calendar is refused, plain and by the schema', () => {
  const deposit = (at: number) => ({ type: 'deposit', at, account: 'alice', asset: 'USDT', amount: '1' })
  for (const parse of [parseCommand, parseCommandBySchema])
    expect([parse(deposit(8.64e15)).ok, parse(deposit(8.64e15 + 1)).ok]).toEqual([true, false])
})
