import { listed } from './listings.ts'

/** How an account of the workload is margined, and what it holds and trades. */
export interface ClientKind {
  readonly mode: 'isolated' | 'cross' | 'portfolio'
  readonly model: string
  readonly cash: string
  readonly symbols: readonly string[]
}

export interface Client {
  readonly id: string
  readonly kind: ClientKind
}

const symbolsWhere = (isIn: (symbol: string) => boolean): readonly string[] =>
  listed.map(({ symbol }) => symbol).filter(isIn)
const all = symbolsWhere(() => true)
const usdt = symbolsWhere((symbol) => symbol.includes(':USDT'))
const usdtPerpetuals = symbolsWhere((symbol) => symbol.endsWith(':USDT'))
const usdcPerpetuals = symbolsWhere((symbol) => symbol.endsWith(':USDC'))
const usdc = symbolsWhere((symbol) => symbol.includes(':USDC'))
const coinMargined = symbolsWhere((symbol) => symbol.includes(':BTC'))

/** What an account may be: mostly the general models, and venues of each mode. */
export const clientKinds: readonly ClientKind[] = [
  { mode: 'isolated', model: 'generic/isolated', cash: 'USDT', symbols: usdt },
  { mode: 'isolated', model: 'generic/isolated', cash: 'USDT', symbols: usdtPerpetuals },
  { mode: 'cross', model: 'generic/cross', cash: 'USDT', symbols: usdt },
  { mode: 'cross', model: 'generic/cross', cash: 'USDT', symbols: all },
  { mode: 'cross', model: 'generic/cross', cash: 'USDC', symbols: usdc },
  { mode: 'cross', model: 'generic/cross', cash: 'BTC', symbols: coinMargined },
  { mode: 'portfolio', model: 'house/portfolio', cash: 'USDT', symbols: all },
  { mode: 'portfolio', model: 'house/portfolio', cash: 'USDC', symbols: all },
  { mode: 'isolated', model: 'binance/isolated', cash: 'USDT', symbols: usdtPerpetuals },
  { mode: 'cross', model: 'bybit/cross', cash: 'USDT', symbols: usdt },
  { mode: 'portfolio', model: 'bybit/portfolio', cash: 'USDC', symbols: usdc },
  { mode: 'portfolio', model: 'okx/portfolio', cash: 'USDT', symbols: usdtPerpetuals },
  { mode: 'cross', model: 'hyperliquid/cross', cash: 'USDC', symbols: usdcPerpetuals },
  { mode: 'portfolio', model: 'deribit/portfolio', cash: 'BTC', symbols: coinMargined },
  { mode: 'portfolio', model: 'paradex/portfolio', cash: 'USDC', symbols: usdcPerpetuals },
]
