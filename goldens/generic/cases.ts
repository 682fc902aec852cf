import type { GoldenCase } from '../golden-case.ts'
import { goldenBook, smallMarket } from '../small-market.ts'

const btc = 'BTC/USDT:USDT'
const eth = 'ETH/USDT:USDT'
const sol = 'SOL/USDT:USDT'
const inverse = 'BTC/USD:BTC'
const call = 'BTC/USDT:USDT-260108-60000-C'
const put = 'BTC/USDT:USDT-260108-40000-P'
const ethStraddle = ['ETH/USDT:USDT-260108-2500-C', 'ETH/USDT:USDT-260108-2500-P'] as const
const cash = { USDT: '100000' }

function cross(
  name: string,
  ...rest: Parameters<typeof goldenBook> extends [unknown, ...infer R] ? R : never
): GoldenCase {
  return { name, model: 'generic/cross', market: smallMarket, book: goldenBook('cross', ...rest) }
}

export const cases: readonly GoldenCase[] = [
  cross('nothing held', {}, []),
  cross('one long', cash, [[btc, '1', '49000']]),
  cross('two longs', cash, [
    [btc, '1', '50000'],
    [eth, '20', '2500'],
  ]),
  cross('long and short of one coin', cash, [
    [btc, '2', '48000'],
    [inverse, '-10000', '49000'],
  ]),
  cross('beyond the first tiers', { USDT: '30000000' }, [[btc, '400', '50000']]),
  cross('another coin at the rest’s rates', cash, [[sol, '-900', '95']]),
  cross('short options', cash, [
    [call, '-1'],
    [put, '-1'],
    [ethStraddle[0], '10'],
    [ethStraddle[1], '-10'],
  ]),
  cross('coins, a stablecoin and a debt', { BTC: '700', ETH: '5000', SOL: '100', USDC: '5000', USDT: '-20000' }, [
    [btc, '-1', '51000'],
  ]),
  cross('hedge mode', cash, [
    [btc, '1', '50000', { positionSide: 'long' }],
    [btc, '-2', '51000', { positionSide: 'short' }],
  ]),
  cross('orders', cash, [[btc, '1', '50000']], {
    orders: [
      { symbol: btc, contracts: '2', price: '49000', reduceOnly: false },
      { symbol: btc, contracts: '-5', price: '52000', reduceOnly: false },
      { symbol: eth, contracts: '10', price: '2400', reduceOnly: true },
    ],
  }),
  cross('under water', { USDT: '1000' }, [[btc, '1', '52000']]),
  {
    name: 'isolated long and short',
    model: 'generic/isolated',
    market: smallMarket,
    book: goldenBook('isolated', cash, [
      [btc, '1', '49000', { isolatedMargin: '5000' }],
      [eth, '-20', '2600', { leverage: 10 }],
    ]),
  },
]
