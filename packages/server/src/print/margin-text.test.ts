import { margin, parseBook, parseMarket, type Result } from '@plimsoll/core'
import { expect, test } from 'vitest'
import { bookDocument, marketDocument } from '../testkit/documents.ts'
import { marginText } from './margin-text.ts'
import { terminalOf } from './terminal.ts'

function known<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

test('the venue’s own figures are rounded, and on as many lines as they need', () => {
  const terminal = terminalOf({}, { LC_ALL: 'C.UTF-8' }, { platform: 'linux', color: false })
  const positions = [{ symbol: 'BTC/USDT:USDT', contracts: '1', entryPrice: '43000' }]
  const book = known(parseBook({ ...bookDocument(), positions, balances: { USDT: '60000' } }))
  const result = known(margin({ book, market: known(parseMarket(marketDocument())), model: 'okx/multi-currency' }))
  const venueFigures = {
    mgnRatio: 12.345678901234,
    adjEq: 77843.2156,
    'account: maintenance margin used': 275.781254321,
  }
  const [, ...shown] = marginText({ ...result, venueFigures }, terminal).split('\n  okx shows ')
  expect(shown.join().split('\n\n')[0]).toBe(
    'mgnRatio 12.3457 · adjEq 77\u202f843.2\n  account: maintenance margin used 275.781',
  )
})
