import type { GoldenCase } from '../golden-case.ts'
import { goldenBook, smallMarket } from '../small-market.ts'

const btc = 'BTC/USDT:USDT'
const eth = 'ETH/USDT:USDT'
const sol = 'SOL/USDT:USDT'
const inverse = 'BTC/USD:BTC'
const future = 'BTC/USDT:USDT-260925'
const call = 'BTC/USDT:USDT-260108-60000-C'
const put = 'BTC/USDT:USDT-260108-40000-P'
const farCall = 'BTC/USDT:USDT-260925-60000-C'
const ethStraddle = ['ETH/USDT:USDT-260108-2500-C', 'ETH/USDT:USDT-260108-2500-P'] as const
const cash = { USDT: '100000' }

function house(
  name: string,
  ...rest: Parameters<typeof goldenBook> extends [unknown, ...infer R] ? R : never
): GoldenCase {
  return { name, model: 'house/portfolio', market: smallMarket, book: goldenBook('portfolio', ...rest) }
}

export const cases: readonly GoldenCase[] = [
  house('nothing held', {}, []),
  house('one long', cash, [[btc, '1', '49000']]),
  house('long and short of two coins', cash, [
    [btc, '1', '50000'],
    [eth, '-20', '2500'],
  ]),
  house('perpetual against future', cash, [
    [btc, '2', '50000'],
    [future, '-2', '52000'],
  ]),
  house('quote currencies apart', cash, [
    [btc, '2', '50000'],
    [inverse, '-10000', '50000'],
  ]),
  house('three coins long', cash, [
    [btc, '1', '50000'],
    [eth, '20', '2500'],
    [sol, '500', '100'],
  ]),
  house('large enough to concentrate', { USDT: '90000000' }, [
    [btc, '6000', '50000'],
    [eth, '90000', '2500'],
    [sol, '900000', '100'],
  ]),
  house('short strangle', cash, [
    [call, '-2'],
    [put, '-2'],
  ]),
  house('long straddle', cash, [
    [ethStraddle[0], '20'],
    [ethStraddle[1], '20'],
  ]),
  house('short options of today', cash, [
    ['BTC/USDT:USDT-260101-50000-C', '-1'],
    ['ETH/USDT:USDT-260101-2500-P', '-20'],
    ['BTC/USDT:USDT-260101-60000-C', '-10'],
    ['BTC/USDT:USDT-260101-40000-P', '-10'],
  ]),
  house('short volatility of a calm coin', cash, [
    ['ETH/USDT:USDT-260925-2500-C', '-20'],
    ['ETH/USDT:USDT-260925-2500-P', '-20'],
  ]),
  house('calendar', cash, [
    [call, '-3'],
    [farCall, '3'],
  ]),
  house('coins behind a hedge', { BTC: '700', USDT: '-20000' }, [[inverse, '-100000', '51000']]),
  house('an isolated position beside the pool', cash, [
    [btc, '1', '50000'],
    [sol, '-300', '105', { marginMode: 'isolated', isolatedMargin: '4000' }],
    [ethStraddle[0], '-2', '100', { marginMode: 'isolated', isolatedMargin: '3000' }],
    [call, '-1', '100', { marginMode: 'isolated', isolatedMargin: '9000' }],
    [btc, '-220', '50000', { marginMode: 'isolated', isolatedMargin: '900000', positionSide: 'short' }],
  ]),
  house('orders', cash, [[btc, '1', '50000']], {
    orders: [
      { symbol: eth, contracts: '-20', price: '2500', reduceOnly: false },
      { symbol: eth, contracts: '40', price: '2400', reduceOnly: false },
    ],
  }),
]

export const unfelt: Readonly<Record<string, string>> = {
  'ownVolShock.upVolMin': 'is 0, and half a percent more is still below every volatility',
}
