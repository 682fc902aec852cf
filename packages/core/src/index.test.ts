import { expect, test } from 'vitest'
import * as core from './index.ts'
import { bookDocument, listing, marketDocument } from './testkit/builders.ts'

const value = <T>(result: core.Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

test('a book goes from its documents to margin, comparison, stress and what-if through the door alone', () => {
  const market = value(core.parseMarket(marketDocument([listing('BTC/USDT:USDT')])))
  const book = value(core.parseBook(bookDocument([['BTC/USDT:USDT', '1', '50000']], { balances: { USDT: '10000' } })))
  const request: core.MarginRequest = { book, market }
  const result = value(core.margin(request))
  expect([result.format, result.maintenanceMargin]).toEqual(['plimsoll-margin/1', 250])
  expect(result.maintenance === null ? 1 : core.treeError(result.maintenance)).toBe(0)
  expect(value(core.compare(request, { venues: ['generic', 'house'] })).rows).toHaveLength(3)
  expect(value(core.stress(request, { scopes: ['BTC'] })).matrices).toHaveLength(1)
  const add: core.BookChange = { type: 'add', symbol: 'BTC/USDT:USDT', contracts: core.Decimal.of('1') }
  expect(value(core.whatIf(request, [add])).after.maintenanceMargin).toBe(500)
})

test('every document has a schema', () => {
  for (const schema of [core.marketJsonSchema(), core.bookJsonSchema(), core.parametersJsonSchema()])
    expect(schema).toMatchObject({
      type: 'object',
      properties: { format: { const: expect.stringMatching(/^plimsoll-/) } },
    })
})
