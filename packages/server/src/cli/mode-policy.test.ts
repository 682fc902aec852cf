import { parseBook, parseMarket, type WhatIfResult, whatIf } from '@plimsoll/core'
import { describe, expect, test } from 'vitest'
import { modeSwitchText } from '../print/mode-switch-text.ts'
import { judgeSwitch, loadModePolicy } from './mode-policy.ts'

const folder = new URL('../../../../docs/worked-figures/', import.meta.url).pathname
const plain = { paint: (_style: string, text: string) => text } as Parameters<typeof modeSwitchText>[2]

const { default: marketDocument } = await import(`${folder}market.json`, { with: { type: 'json' } })

function switched(balance: string, contracts: readonly string[]): WhatIfResult {
  const market = parseMarket(marketDocument)
  const positions = contracts.map((count) => ({ symbol: 'BTC/USD:USD', contracts: count, entryPrice: '50000' }))
  const book = parseBook({
    format: 'plimsoll-book/1',
    account: 'a',
    mode: 'cross',
    balances: { USD: balance },
    positions,
  })
  if (!market.ok || !book.ok) throw new Error('the account of the test must be understood')
  const result = whatIf({ market: market.value, book: book.value }, [{ type: 'mode', mode: 'portfolio' }])
  if (!result.ok) throw new Error('the account of the test must be priced')
  return result.value
}

async function told(balance: string, contracts: readonly string[], policy = 'policy.json'): Promise<string> {
  const result = switched(balance, contracts)
  return modeSwitchText(judgeSwitch(result, await loadModePolicy(folder + policy)), result, plain)
}

describe('whatif --mode --policy', () => {
  test('accepts at the threshold', async () => {
    expect(await told('50000', [])).toBe('Switch from cross to portfolio: accepted')
  })

  test('refuses a cent below it', async () => {
    expect(await told('49999.99', [])).toMatch(
      /refused\n {2}equity must be at least 50.000 USD, is 49.999\.99: short by 0\.01$/,
    )
  })

  test('counts open positions, not one that was closed by its opposite', async () => {
    expect(await told('60000', ['1'])).toContain('positions must be closed first, 1 is open')
    expect(await told('60000', ['1', '-1'])).toContain('accepted')
  })

  test('names disclosures that were not accepted', async () => {
    expect(await told('60000', [], 'policy-not-accepted.json')).toContain(
      'must be accepted first: liquidation-procedure',
    )
  })

  test('says nothing of an account whose equity is not known', () => {
    const result = switched('60000', [])
    const unknown = { ...result, after: { ...result.after, equity: null } }
    const policy = { cleanSlate: true, equityMin: null as never, disclosures: [], accepted: [] }
    expect(judgeSwitch(unknown, policy)).toBeNull()
    expect(modeSwitchText(null, unknown, plain)).toBe('Switch from cross to portfolio: —')
  })
})
