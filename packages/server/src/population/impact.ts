import type { engine } from '@plimsoll/core'
import type { ReplayMarket } from '../replay/market.ts'

/** What is left, at the next tick, of a move that trades made; assumed. */
const keptPerTick = 0.8
/** No coin is moved further than this by trades, whatever was sold; assumed. */
const moveMaxFrac = 0.15

/** How far liquidations have moved each coin. */
export interface PriceImpact {
  /** The history's prices, moved. */
  readonly moved: (prices: readonly number[]) => readonly number[]
  /** Takes note of what was traded; it moves the prices from the next tick on. */
  readonly trade: (symbol: string, signedNotional: number) => void
  /** A tick has passed. */
  readonly decay: () => void
}

/**
 * Trades of a tick move a coin by the liquidity model's impact of all of them together, without the spread. Each tick a
 * fifth of what is left is gone again. History has its own liquidations in it, so this comes on top: it asks what would
 * be if these accounts were there besides, each `times` over; with 0 nothing moves.
 */
export function priceImpact(
  { coins }: ReplayMarket,
  liquidityOf: (symbol: string) => engine.Liquidity,
  times: number,
): PriceImpact {
  const moves = coins.map(() => 0)
  const traded = coins.map(() => 0)
  return {
    moved: (prices) => prices.map((price, i) => price * (1 + (moves[i] as number))),
    trade: (symbol, signedNotional) => {
      const i = coins.indexOf(symbol.split('/')[0] ?? '')
      if (i >= 0) traded[i] = (traded[i] as number) + times * signedNotional
    },
    decay: () => {
      for (const [i, coin] of coins.entries()) {
        const notional = traded[i] as number
        const { impactFrac, depthNotional } = liquidityOf(`${coin}/USDT:USDT`)
        const move = Math.sign(notional) * impactFrac * Math.sqrt(Math.abs(notional) / depthNotional)
        moves[i] = Math.max(-moveMaxFrac, Math.min(moveMaxFrac, (moves[i] as number) * keptPerTick + move))
        traded[i] = 0
      }
    },
  }
}
