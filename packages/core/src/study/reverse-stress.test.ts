import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { stress } from '../desk/stress.ts'
import { arbitraryAccount } from '../testkit/arbitrary-account.ts'
import { book, type Fields, market, type PositionRow, unwrap } from '../testkit/builders.ts'
import { assessmentOf, marginOf, requestFor, withMarginsOf } from '../testkit/documents.ts'
import { movedMarket } from '../testkit/moved-market.ts'
import type { ReverseStress } from './reverse-stress.ts'

// Many accounts are margined, on machines of any speed.
vi.setConfig({ testTimeout: 60_000 })

const btc = 'BTC/USDT:USDT'
const eth = 'ETH/USDT:USDT'

function reverseOf(positions: readonly PositionRow[], fields: Fields = {}): ReverseStress {
  const account = book(positions, { balances: { USD: '10000' }, ...fields })
  return unwrap(stress({ book: account, market: market([btc, eth]) }, { scopes: ['all'] })).reverse
}

test('the move found liquidates, and 98 % of it does not', () => {
  fc.assert(
    fc.property(arbitraryAccount({ options: false, positionsMin: 1, positionsMax: 4 }), (documents) => {
      const { reverse } = unwrap(
        stress(requestFor(documents), { scopes: ['all'], spotMovesFrac: [0], volMovesFrac: [0] }),
      )
      if (reverse.state !== 'found') return
      const pinned = withMarginsOf(documents, marginOf(documents))
      const standingAt = (share: number): string => {
        const factorOf = (coin: string): number => (1 + (reverse.moves[coin] ?? 0)) ** share
        return assessmentOf({ ...pinned, market: movedMarket(pinned.market, factorOf) }).standing
      }
      expect(standingAt(1 + 1e-9)).toBe('liquidating')
      expect(standingAt(0.98)).not.toBe('liquidating')
    }),
    { numRuns: 25 },
  )
})

describe('the smallest move', () => {
  test('of one position is its liquidation price', () => {
    const reverse = reverseOf([[btc, '1', '50000']])
    const [row] = marginOf({ market: marketFields(), book: bookFields([[btc, '1', '50000']]) }).liquidation
    if (reverse.state !== 'found' || row?.below.state !== 'found') throw new Error('must be found')
    expect(Object.keys(reverse.moves)).toEqual(['BTC'])
    expect(reverse.moves['BTC']).toBeCloseTo(row.below.moveFrac, 6)
    // Typical day of the market: 4 % in logarithms.
    expect(reverse.size).toBeCloseTo(Math.abs(Math.log(1 + row.below.moveFrac)) / 0.04, 4)
  })

  test('of a pair bends against both legs', () => {
    const reverse = reverseOf([
      [btc, '1', '50000'],
      [eth, '-20', '2500'],
    ])
    if (reverse.state !== 'found') throw new Error('must be found')
    expect([Math.sign(reverse.moves['BTC'] ?? 0), Math.sign(reverse.moves['ETH'] ?? 0)]).toEqual([-1, 1])
    const alone = reverseOf([[btc, '1', '50000']])
    expect(reverse.size).toBeLessThan(alone.state === 'found' ? alone.size : 0)
  })

  test('of an account already in liquidation is none to look for', () => {
    expect(reverseOf([[btc, '30', '50000']])).toEqual({ state: 'already' })
  })

  test('of an account that no price moves is none', () => {
    expect(reverseOf([])).toEqual({ state: 'none', reason: 'nothing in the account moves with a price' })
  })

  test('of an account that only gains within reach is none, with how far was searched', () => {
    const reverse = reverseOf([], { balances: { BTC: '1' } })
    expect(reverse).toEqual({ state: 'none', reason: 'no joint move of up to 40 typical days liquidates it' })
  })

  test('of many underlyings moves those beyond the third with the first, and each alone', () => {
    const coins = ['BTC', 'ETH', 'SOL', 'XRP', 'ADA']
    const prices = { underlyings: Object.fromEntries(coins.map((coin) => [coin, { index: '100' }])) }
    const account = book([['ADA/USDT:USDT', '1000', '100']], {
      balances: { USD: '20000', BTC: '1', ETH: '1', SOL: '1', XRP: '1' },
    })
    const listed = {
      symbol: 'ADA/USDT:USDT',
      kind: 'perpetual',
      underlying: 'ADA',
      quote: 'USDT',
      settle: 'USDT',
      payout: 'linear',
      contractSize: '1',
      mark: '100',
    }
    const { reverse } = unwrap(stress({ book: account, market: market([listed], prices) }, { scopes: ['all'] }))
    if (reverse.state !== 'found') throw new Error('must be found')
    expect(reverse.moves['ADA']).toBeLessThan(-0.15)
    expect(Object.keys(reverse.moves).sort()).toEqual([...coins].sort())
  })
})

function marketFields(): Fields {
  return {
    format: 'plimsoll-market/1',
    at: '2026-01-01T08:00:00.000Z',
    currency: 'USD',
    assets: { USDT: { price: '1', stable: true } },
    underlyings: { BTC: { index: '50000' } },
    instruments: [
      {
        symbol: btc,
        kind: 'perpetual',
        underlying: 'BTC',
        quote: 'USDT',
        settle: 'USDT',
        payout: 'linear',
        contractSize: '1',
        mark: '50000',
      },
    ],
  }
}

function bookFields(positions: readonly PositionRow[]): Fields {
  const rows = positions.map(([symbol, contracts, entryPrice]) => ({ symbol, contracts, entryPrice }))
  return { format: 'plimsoll-book/1', account: 'desk-1', balances: { USD: '10000' }, positions: rows }
}
