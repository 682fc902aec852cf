import type { RiskLimit } from './brackets.ts'

/** BTCUSDT: largest value in USDT, largest leverage, maintenance rate. Page and date are in `params.ts`. */
const rows: readonly (readonly [number, number, number])[] = [
  [2_000_000, 100, 0.005],
  [2_600_000, 90, 0.0056],
  [3_200_000, 80, 0.0063],
  [3_800_000, 75, 0.0067],
  [4_400_000, 70, 0.0071],
  [5_000_000, 65, 0.0077],
  [5_600_000, 55, 0.0091],
  [8_500_000, 50, 0.01],
  [10_000_000, 45, 0.013],
  [14_000_000, 40, 0.015],
  [20_000_000, 35, 0.016],
  [28_000_000, 30, 0.02],
  [38_000_000, 25, 0.025],
  [50_000_000, 20, 0.029],
  [55_000_000, 19, 0.03],
  [60_000_000, 18, 0.035],
  [65_000_000, 17, 0.036],
  [70_000_000, 16, 0.038],
  [75_000_000, 15, 0.04],
  [80_000_000, 14, 0.045],
]

export const btcUsdtRiskLimits: readonly RiskLimit[] = rows.map(([valueMax, leverageMax, maintenanceRateFrac]) => ({
  valueMax,
  leverageMax,
  maintenanceRateFrac,
}))
