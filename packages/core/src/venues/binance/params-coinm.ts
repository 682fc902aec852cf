import type { BracketTable } from './bracket.ts'

/**
 * COIN-M brackets by pair, notional in the coin. BTCUSD is as published, up to 400 BTC, with the rates read off the
 * venue's calculator; ETHUSD those of its delivery contract of December 2020, up to 2,000 ETH; BNBUSD and THETAUSD the
 * venue's interface in mid 2021, to the end.
 */
export const coinmBrackets2021: Readonly<Record<string, BracketTable>> = {
  BTCUSD: [
    [5, 0.004, 0, 125],
    [10, 0.005, 0.005, 100],
    [20, 0.01, 0.055, 50],
    [50, 0.025, 0.355, 20],
    [100, 0.05, 1.605, 10],
    [200, 0.1, 6.605, 5],
    [400, 0.125, 11.605, 4],
  ],
  ETHUSD: [
    [100, 0.005, 0, 100],
    [500, 0.0065, 0.15, 75],
    [1000, 0.01, 1.9, 50],
    [2000, 0.025, 16.9, 20],
  ],
  BNBUSD: [
    [2000, 0.025, 0, 20],
    [4000, 0.05, 50, 10],
    [10_000, 0.05, 50, 7],
    [20_000, 0.05, 50, 6],
    [40_000, 0.1, 1050, 5],
    [60_000, 0.125, 2050, 4],
    [100_000, 0.15, 3550, 3],
    [null, 0.25, 13_550, 2],
  ],
  THETAUSD: [
    [10_000, 0.025, 0, 20],
    [20_000, 0.05, 250, 10],
    [30_000, 0.1, 1250, 5],
    [50_000, 0.125, 2000, 4],
    [80_000, 0.15, 3250, 3],
    [100_000, 0.25, 11_250, 2],
    [null, 0.5, 36_250, 1],
  ],
}

/** Source of those that are not BTC. */
export const coinmInterfaceSource =
  'Binance COIN-M interface, leverage brackets, as quoted in github.com/ccxt/ccxt issue 9500 (July 2021)'

export const coinmBtcSource =
  'Binance FAQ be2c7d9d95b04a7e8044ed02dd7dfe5c (2020-06-11) for notionals and leverage; rates inferred: they reproduce the 33,599.40 of the venue’s calculator'

export const coinmEthSource: string = `${coinmInterfaceSource}, contract ETHUSD_201225; the last amount follows from the rates`
