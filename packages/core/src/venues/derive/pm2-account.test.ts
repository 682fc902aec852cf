import { expect, test } from 'vitest'
import { treeError } from '../../margin/charge.ts'
import { assessmentOf } from '../../testkit/documents.ts'
import { pm2Vector } from './pm2-vector.ts'
import { type Pm2Case, pm2Account, pm2Cases } from './testdata/pm2-account.ts'

function grossOf({ spot, perp, collateral, expiries }: Pm2Case['input']): number {
  let gross = Math.abs(perp.amount) * spot
  for (const { options } of expiries) for (const { amount } of options) gross += Math.abs(amount) * spot
  for (const { amount, price } of collateral) gross += amount * price
  return gross
}

test.each(pm2Cases.map((vector) => [vector.id, vector] as const))(
  'an account of documents is margined as the published portfolio %s',
  (_id, vector) => {
    const { input, expected } = vector
    const { parameters, ...documents } = pm2Account(vector)
    const { pools } = assessmentOf(documents, { model: 'derive/pm2', parameters })
    const pool = pools[0]?.pool
    if (pool === undefined) throw new Error('there must be a pool')
    const tolerance = 1e-9 * grossOf(input)
    expect(Math.abs(pool.adjustedEquity - pool.maintenance.amount - expected.maintenanceMargin)).toBeLessThan(tolerance)
    expect(Math.abs(pool.adjustedEquity - pool.initial.amount - expected.initialMargin)).toBeLessThan(tolerance)
    const pnl = pool.riskUnits[0]?.pnl ?? []
    for (const [i, profit] of expected.scenarioPnl.entries())
      expect(Math.abs((pnl[i] ?? Number.NaN) - profit)).toBeLessThan(tolerance)
    expect(Math.max(treeError(pool.initial), treeError(pool.maintenance))).toBeLessThan(1e-12)
  },
)

test.each([
  ['vol', { vol: 'sideways' }],
  ['spotMultiplier', {}],
])('a portfolio whose scenario lacks its %s is told so', (name, scenario) => {
  const [vector] = pm2Cases
  const params = {
    ...vector?.params,
    scenarios: [{ spotMultiplier: name === 'vol' ? 1 : undefined, vol: 'up', ...scenario }],
  }
  expect(() => pm2Vector({ ...vector, params }, {})).toThrow(`${name} must be`)
})

test('what a portfolio leaves out is nothing', () => {
  const [vector] = pm2Cases
  expect(pm2Vector({ ...vector, input: { spot: 2000 } }, {})).toMatchObject({
    initialMargin: 0,
    maintenanceMargin: 0,
    basisContingency: 0,
  })
})

// One coin at 2000 counts in full where no haircut is said, under scenarios that bend no smile.
test('a coin may be unnamed and uncut, and the smile unbent', () => {
  const [vector] = pm2Cases
  const params = { ...vector?.params, skewShock: null, scenarios: [{ spotMultiplier: 0.9, vol: 'up' }] }
  const figures = pm2Vector({ params, input: { spot: 2000, collateral: [{ amount: 1, price: 2000 }] } }, {})
  expect(figures).toMatchObject({ markToMarket: 2000, maintenanceMargin: 2000 })
})

test('an option that is neither a call nor a put is told so', () => {
  const [vector] = pm2Cases
  const options = [{ right: 'straddle', strike: 2000, vol: 0.5, amount: 1 }]
  const input = { spot: 2000, expiries: [{ secondsToExpiry: 86_400, options }] }
  expect(() => pm2Vector({ ...vector, input }, {})).toThrow('right must be call or put, is straddle')
})
