import { parseMarket } from '@plimsoll/core'
import { expect, test } from 'vitest'
import { marketDocument } from '../testkit/documents.ts'
import { contractSizeProblems } from './load-market.ts'

test('contracts of another size than the market’s are refused: they would be counted wrongly', () => {
  const market = parseMarket(marketDocument())
  if (!market.ok) throw new Error('the market of the test must be readable')
  const stated = [
    { symbol: 'BTC/USDT:USDT', contractSize: '0.01', path: '/0/contractSize' },
    { symbol: 'BTC/USDT:USDT', contractSize: '1.0', path: '/1/contractSize' },
    { symbol: 'NO/SUCH:THING', contractSize: '5', path: '/2/contractSize' },
  ]
  expect(contractSizeProblems(stated, market.value, 'p.json')).toEqual([
    { code: 'document.value', file: 'p.json', path: '/0/contractSize', message: 'must be 1 as in the market, is 0.01' },
  ])
})
