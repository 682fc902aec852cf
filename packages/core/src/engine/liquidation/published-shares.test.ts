import fc from 'fast-check'
import { expect, test } from 'vitest'
import { between } from '../../testkit/arbitrary-account.ts'
import { rules, run } from '../../testkit/engine.ts'
import { bought, flatEngine, liquidated, moved } from '../../testkit/liquidated.ts'
import { bufferMargin, soldFraction } from '../../venues/derive/auction.ts'
import { auctionV2 } from '../../venues/derive/params-auction.ts'
import { liquidatedShare } from '../../venues/paradex/liquidation-share.ts'
import { liquidation } from '../../venues/paradex/params.ts'
import { isInDanger, isStanding, standingOf } from '../standing/standing.ts'
import type { EngineState } from '../state.ts'
import type { LiquidationStepFacts } from './step.ts'

const usdc = ['BTC/USDC:USDC', 'ETH/USDC:USDC'] as const

/** A long and a short that have lost most of the money put in; filled at the mark, without an engine's fee. */
function losing(leftMax: number): fc.Arbitrary<Losing> {
  return fc.record({ inBtc: between(0.1, 5), inEth: between(-40, 40), left: between(0.5 * leftMax, leftMax) })
}

interface Losing {
  readonly inBtc: number
  readonly inEth: number
  /** Money left ÷ notional. */
  readonly left: number
}

function account(model: string, { inBtc, inEth, left }: Losing): EngineState {
  const state = flatEngine(usdc)
  run(state, { type: 'configure', config: { liquidationFeeFrac: 0 } })
  run(state, { type: 'open', account: 'alice', mode: 'cross', model })
  const loss = 0.1 * inBtc * 50_000
  const amount = (loss + left * (inBtc * 45_000 + Math.abs(inEth) * 2500)).toFixed(6)
  run(state, { type: 'deposit', account: 'alice', asset: 'USDC', amount })
  bought(state, 'alice', usdc[0], inBtc.toFixed(4), '50000')
  if (Math.abs(inEth) > 0.001) bought(state, 'alice', usdc[1], inEth.toFixed(3), '2500')
  moved(state, { BTC: 0.9 })
  return state
}

function isBelowLine({ accounts, core }: EngineState): boolean {
  const alice = accounts.get('alice')
  const standing = alice === undefined ? [] : standingOf(alice, core, rules)
  return isStanding(standing) && standing.pools.some(isInDanger)
}

/** Part of each position that a step closed. */
function sharesOf({ accounts }: EngineState, { fills }: LiquidationStepFacts): readonly number[] {
  const left = accounts.get('alice')?.positions
  return fills.map(({ symbol, contracts }) => {
    const rest = Number(left?.get(symbol)?.contracts ?? 0)
    return Number(contracts) / (Number(contracts) - rest)
  })
}

test('an engine closes the share of a Paradex account that the venue publishes, for the penalty it publishes', () => {
  let compared = 0
  fc.assert(
    fc.property(losing(0.012), (each) => {
      const state = account('paradex/cross', each)
      if (!isBelowLine(state)) return
      const step = liquidated(state, 'alice')
      const { adjustedEquity: accountValue, maintenance } = step.before
      const { shareFrac, penalty } = liquidatedShare({ accountValue, maintenance, ...liquidation })
      if (shareFrac === 1) return
      for (const share of sharesOf(state, step)) expect(share).toBeCloseTo(shareFrac, 6)
      expect(step.fills.reduce((sum, { fee }) => sum + Number(fee), 0)).toBeCloseTo(penalty, 5)
      compared += 1
    }),
  )
  expect(compared).toBeGreaterThan(10)
})

test('an engine closes the share of a Derive account that brings its buffer margin to 0', () => {
  let compared = 0
  fc.assert(
    fc.property(losing(0.06), (each) => {
      const state = account('derive/standard', each)
      if (!isBelowLine(state)) return
      const step = liquidated(state, 'alice')
      const { equity: markToMarket, maintenance } = step.before
      const buffer = bufferMargin({ markToMarket, netMaintenance: markToMarket - maintenance }, auctionV2)
      // Found by halving, to 1/16384 of the whole.
      for (const share of sharesOf(state, step))
        expect(Math.abs(share - soldFraction(markToMarket, buffer))).toBeLessThan(1e-4)
      compared += 1
    }),
  )
  expect(compared).toBeGreaterThan(10)
})
