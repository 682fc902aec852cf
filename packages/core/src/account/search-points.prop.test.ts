import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { MarginModel } from '../margin/model.ts'
import type { PricedAccount } from '../margin/priced-account.ts'
import { singleShock } from '../scenario/shock.ts'
import { book, listing, market, type PositionRow } from '../testkit/builders.ts'
import { house } from '../venues/house/index.ts'
import { houseDefault } from '../venues/house/params.ts'
import { bindAccount } from './bind.ts'
import { isLiquidatable } from './figures.ts'
import { liquidationPoints } from './liquidation-point.ts'
import type { LiquidationSide } from './margin-result.ts'
import { shiftAccount } from './shift-account.ts'

// Each account is margined a thousand times, on machines of any speed.
vi.setConfig({ testTimeout: 60_000 })

const scanStep = 0.003
const scanReach = 1.2

/** Short-dated options around one price, nearly as much cash as they ask for, and dust. */
const shortDated = fc.record({
  date: fc.constantFrom('260102', '260103', '260108'),
  centre: fc.integer({ min: 150, max: 450 }),
  gap: fc.constantFrom(1, 2, 5),
  contracts: fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 6 }),
  dust: fc.integer({ min: 0, max: 40 }),
  slack: fc.double({ min: 0.01, max: 1, noNaN: true }),
})

type ShortDated = typeof shortDated extends fc.Arbitrary<infer T> ? T : never

function accountOf(terms: ShortDated, model: MarginModel): PricedAccount {
  const { date, centre, gap, contracts, dust, slack } = terms
  const legs = contracts.map((count, i): PositionRow => {
    return [`ETH/USDC:USDC-${date}-${10 * (centre + i * gap)}-C`, String(10 * count), '1']
  })
  const dusty = Array.from({ length: dust }, (_, i): PositionRow => {
    return [`ETH/USDC:USDC-260327-${500 + 10 * i}-P`, '0.001', '1']
  })
  const rows = [...legs, ...dusty].filter(([, count]) => count !== '0')
  const prices = market(rows.map(([symbol]) => listing(symbol, { markVol: 0.5 })))
  const withCash = (cash: number): PricedAccount =>
    bindAccount(book(rows, { mode: 'portfolio', balances: { USDC: String(Math.ceil(cash)) } }), prices, 'portfolio')
  const pool = model.pools(withCash(0))[0]
  const needed = pool === undefined ? 0 : pool.maintenance.amount - pool.adjustedEquity
  return withCash(Math.max(1, needed * 1.02 + slack * slack * 2000 * gap))
}

/** The first liquidatable factor of a dense scan that ends at the point found, or far away. */
function scan(account: PricedAccount, model: MarginModel, side: LiquidationSide, sign: -1 | 1): number | null {
  if (side.state === 'already') return null
  const reach = side.state === 'found' ? Math.abs(Math.log(1 + side.moveFrac)) * 0.9999 : scanReach
  for (let distance = scanStep; distance < Math.min(reach, scanReach); distance += scanStep) {
    const factor = Math.exp(sign * distance)
    if (model.pools(shiftAccount(account, singleShock('ETH', factor))).some(isLiquidatable)) return factor
  }
  return null
}

function expectNothingNearer(terms: ShortDated): void {
  const model = house.models[0]?.make(houseDefault)
  if (model === undefined) throw new Error('the house has a model')
  const account = accountOf(terms, model)
  for (const { below, above } of liquidationPoints(account, model, model.pools(account)).slice(0, 1)) {
    expect(scan(account, model, below, -1), 'nearer below').toBeNull()
    expect(scan(account, model, above, 1), 'nearer above').toBeNull()
  }
}

test('a narrow loss never hides a crossing nearer than the one found', () => {
  fc.assert(fc.property(shortDated, expectNothingNearer), { numRuns: 25 })
})

test('a crossing that begins and ends between two points looked at is found by climbing the higher of them', () => {
  const contracts = [-8, -9, 12, 17]
  expectNothingNearer({ date: '260102', centre: 293, gap: 1, contracts, dust: 0, slack: 0.7367816017990795 })
})
