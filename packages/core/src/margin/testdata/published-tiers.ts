import type { LeverageTier } from '../leverage-tiers.ts'

const tier = (
  notionalMax: number,
  maintenanceRateFrac: number,
  maintenanceDeduction: number,
  leverageMax: number,
): LeverageTier => ({ notionalMax, maintenanceRateFrac, maintenanceDeduction, leverageMax })

/** Binance USDⓈ-M BTCUSDT, /fapi/v1/leverageBracket as of 2024-10-24, carried in freqtrade's binance_leverage_tiers.json (commit 3d9514d). */
export const binanceBtcUsdt: readonly LeverageTier[] = [
  tier(50_000, 0.004, 0, 125),
  tier(600_000, 0.005, 50, 100),
  tier(3_000_000, 0.0065, 950, 75),
  tier(12_000_000, 0.01, 11_450, 50),
  tier(70_000_000, 0.02, 131_450, 25),
  tier(100_000_000, 0.025, 481_450, 20),
  tier(230_000_000, 0.05, 2_981_450, 10),
  tier(480_000_000, 0.1, 14_481_450, 5),
  tier(600_000_000, 0.125, 26_481_450, 4),
  tier(800_000_000, 0.15, 41_481_450, 3),
  tier(1_200_000_000, 0.25, 121_481_450, 2),
  tier(1_800_000_000, 0.5, 421_481_450, 1),
]

/** Bybit BTCUSDT, bybit.com/zh-TW/announcement-info/margin-parameters, seen 2024–25. */
export const bybitBtcUsdt: readonly LeverageTier[] = [
  tier(2_000_000, 0.005, 0, 100),
  tier(2_600_000, 0.0056, 1200, 90),
  tier(3_200_000, 0.0063, 3020, 80),
  tier(3_800_000, 0.0067, 4300, 75),
  tier(4_400_000, 0.0071, 5820, 70),
  tier(5_000_000, 0.0077, 8460, 65),
  tier(5_600_000, 0.0091, 15_460, 55),
  tier(8_500_000, 0.01, 20_500, 50),
  tier(10_000_000, 0.013, 46_000, 45),
  tier(14_000_000, 0.015, 66_000, 40),
  tier(20_000_000, 0.016, 80_000, 35),
  tier(28_000_000, 0.02, 160_000, 30),
  tier(38_000_000, 0.025, 300_000, 25),
  tier(50_000_000, 0.029, 452_000, 20),
  tier(55_000_000, 0.03, 502_000, 19),
  tier(60_000_000, 0.035, 777_000, 18),
  tier(65_000_000, 0.036, 837_000, 17),
  tier(70_000_000, 0.038, 967_000, 16),
  tier(75_000_000, 0.04, 1_107_000, 15),
  tier(80_000_000, 0.045, 1_482_000, 14),
]
