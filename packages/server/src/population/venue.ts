import type { Decimal, engine } from '@plimsoll/core'
import type { ReplayMarket } from '../replay/market.ts'

/** How deep the markets are in which liquidations trade; assumed. */
const depths: Readonly<Record<string, number>> = {
  BTC: 10_000_000,
  ETH: 6_000_000,
  SOL: 3_000_000,
  XRP: 2_000_000,
  BNB: 2_000_000,
  DOGE: 1_500_000,
}
const depthOfOthers = 1_000_000

function perpetualLiquidity(coin: string): engine.Liquidity {
  const depthNotional = depths[coin] ?? depthOfOthers
  return { halfSpreadFrac: 0.0002, impactFrac: 0.002, depthNotional, slippageMaxFrac: 0.1 }
}

/** Options are thin: their spread is wide in terms of their price. */
const optionLiquidity: engine.Liquidity = {
  halfSpreadFrac: 0.05,
  impactFrac: 0.02,
  depthNotional: 500_000,
  slippageMaxFrac: 0.5,
}

export function liquidityOf({ coins, perpetuals, options }: ReplayMarket): ReadonlyMap<string, engine.Liquidity> {
  return new Map([
    ...perpetuals.map((symbol, i) => [symbol, perpetualLiquidity(coins[i] as string)] as const),
    ...options.map(({ symbol }) => [symbol, optionLiquidity] as const),
  ])
}

/** What the venue is before anyone comes: its rules of the engine, its listings and the money in its insurance fund. */
export function venueCommands(
  market: ReplayMarket,
  list: engine.ListInstruments,
  fund: Decimal,
  at: number,
): readonly engine.Command[] {
  const liquidity = liquidityOf(market)
  const seed: engine.Command = { type: 'fund-deposit', at, asset: 'USDT', amount: fund }
  return [
    { type: 'configure', at, config: { liquidationFeeFrac: 0.005, restoreUse: 0.9 }, liquidity },
    list,
    ...(fund.isZero() ? [] : [seed]),
  ]
}
