import { expect, test } from 'vitest'
import type { Fields } from '../../margin/conformance.ts'
import { conformance } from './conformance.ts'

const weights = {
  initialAssetWeight: 8000,
  maintenanceAssetWeight: 10_000,
  initialLiabilityWeight: 12_000,
  maintenanceLiabilityWeight: 10_000,
  imfFactor: 0,
}
const dollars = { ...weights, initialAssetWeight: 10_000, initialLiabilityWeight: 10_000, oracleE6: 1e6, decimals: 6 }

function answer(spots: readonly Fields[], perps: readonly Fields[] = []): unknown {
  return conformance.vectors?.['drift-margin']?.({ input: { spots, perps } }, {})
}

test('a token is held in its own smallest units: a deposit is cut to them, a borrow rounded up', () => {
  const spot = { ...weights, oracleE6: 50_000_000_000, decimals: 8 }
  const held = { ...dollars, amountE9: 0 }
  expect(answer([held, { ...spot, amountE9: 1_000_000_019 }])).toMatchObject({
    totalCollateralMaintenance: 50_000_000_500,
  })
  expect(answer([held, { ...spot, amountE9: -1_000_000_011 }])).toMatchObject({
    maintenanceMarginRequirement: 50_000_001_000,
  })
})

test('a profit of no weight does not open, and a loss counts in full', () => {
  const perp = { oracleE6: 100_000_000, marginRatioInitial: 1000, marginRatioMaintenance: 500, imfFactor: 0 }
  const profit = { ...perp, baseE9: -2_000_000_000, quoteE6: 230_000_000, upnlInitialAssetWeight: 0 }
  const loss = { ...perp, baseE9: 1_000_000_000, quoteE6: -107_000_000, upnlInitialAssetWeight: 0 }
  expect(answer([{ ...dollars, amountE9: -5_000_000_000 }], [profit, loss])).toEqual({
    initialMarginRequirement: 35_000_000,
    maintenanceMarginRequirement: 20_000_000,
    totalCollateralInitialStrict: -7_000_000,
    totalCollateralMaintenance: 23_000_000,
  })
})

test('a perpetual’s initial margin is that of its size, long or short', () => {
  const rule = conformance.examples?.['drift v2: perp initial margin with imf (1e6 usd)']
  // 2 coins at 100 dollars, 10 % of 200.
  const figures = ['2000000000', '-2000000000'].map((base) =>
    rule?.({ base: Number(base), mr: 1000, imf: 0, price: 100 }),
  )
  expect(figures).toEqual([20_000_000, 20_000_000])
})

test('without tokens a perpetual settles in dollars', () => {
  const perp = { oracleE6: 100_000_000, marginRatioInitial: 1000, marginRatioMaintenance: 500, imfFactor: 0 }
  const held = { ...perp, baseE9: 1_000_000_000, quoteE6: -107_000_000, upnlInitialAssetWeight: 0 }
  expect(answer([], [held])).toMatchObject({
    maintenanceMarginRequirement: 5_000_000,
    totalCollateralMaintenance: -7_000_000,
  })
})
