// Commands as a busy venue gives them, for journals of tests and benchmarks: the same for the same arguments.
import { perpetual } from './documents.ts'

const accountsCount = 50
const at0 = Date.UTC(2026, 0, 5)

interface Coin {
  readonly coin: string
  readonly price: number
}

const coins: readonly Coin[] = [
  { coin: 'BTC', price: 50_000 },
  { coin: 'ETH', price: 2500 },
  { coin: 'SOL', price: 100 },
]

const symbolOf = ({ coin }: Coin): string => `${coin}/USDT:USDT`

/** Bodies of the first `count` commands: accounts are opened and funded, then trades, money, prices and funding mix. */
export function* mixedCommands(count: number): Generator<string> {
  const begin = opening()
  for (let i = 0; i < count; i++) yield JSON.stringify(begin[i] ?? mixed(i))
}

function opening(): readonly object[] {
  const listed = { type: 'list', at: at0, instruments: coins.map(({ coin }) => perpetual(coin)) }
  const models = ['generic/cross', 'house/portfolio', 'generic/isolated'] as const
  const modes = ['cross', 'portfolio', 'isolated'] as const
  const opened = Array.from({ length: accountsCount }, (_, i) => [
    { type: 'open', at: at0, account: nameOf(i), mode: modes[i % 3], model: models[i % 3] },
    { type: 'deposit', at: at0, account: nameOf(i), asset: 'USDT', amount: '1000000' },
  ])
  return [listed, pricesAt(0), ...opened.flat()]
}

function nameOf(i: number): string {
  return `account-${i % accountsCount}`
}

function atOf(i: number): number {
  return at0 + i * 20
}

/** A wave of a few percent, so that nothing is held back and nobody is liquidated. */
function priceOf({ price }: Coin, i: number): string {
  const step = (i % 400) - 200
  return String(Math.round(price * 1000 * (1 + Math.abs(step) / 20_000)) / 1000)
}

function pricesAt(i: number): object {
  return {
    type: 'prices',
    at: atOf(i),
    assets: { USDT: { price: '1', stable: true } },
    indexes: Object.fromEntries(coins.map((coin) => [coin.coin, priceOf(coin, i)])),
    marks: Object.fromEntries(coins.map((coin) => [symbolOf(coin), priceOf(coin, i)])),
  }
}

function mixed(i: number): object {
  const at = atOf(i)
  const coin = coins[i % coins.length] as Coin
  if (i % 50 === 0) return pricesAt(i)
  if (i % 10 === 1) return { type: 'deposit', at, account: nameOf(i), asset: 'USDT', amount: `${1 + (i % 97)}.5` }
  if (i % 1000 === 7) return { type: 'funding', at, symbol: symbolOf(coin), rateFrac: '0.0001' }
  if (i % 100 === 3) return { type: 'withdraw', at, account: nameOf(i), asset: 'USDT', amount: '1.25' }
  if (i % 20 === 9)
    return { type: 'transfer', at, account: nameOf(i), to: nameOf(i + 3), asset: 'USDT', amount: '0.75' }
  if (i % 50 === 4) return placed(i, coin)
  if (i % 50 === 5) return { type: 'cancel', at, account: nameOf(i - 1), order: `order-${i - 1}` }
  return trade(i, coin)
}

function placed(i: number, coin: Coin): object {
  const order = {
    id: `order-${i}`,
    symbol: symbolOf(coin),
    contracts: '0.05',
    price: priceOf(coin, i),
    reduceOnly: false,
  }
  return { type: 'order', at: atOf(i), account: nameOf(i), order }
}

function trade(i: number, coin: Coin): object {
  const contracts = `0.0${1 + (i % 9)}`
  const leg = (n: number, sign: string): object => ({ account: nameOf(n), contracts: sign + contracts, fee: '0.01' })
  const [first, second] = i % 20 < 10 ? ['', '-'] : ['-', '']
  return {
    type: 'fill',
    at: atOf(i),
    symbol: symbolOf(coin),
    price: priceOf(coin, i),
    legs: [leg(i, first ?? ''), leg(i + 7, second ?? '')],
  }
}
