import fc from 'fast-check'
import { apply } from '../engine/apply.ts'
import { type AccountStanding, isInDanger, isStanding, standingOf } from '../engine/standing/standing.ts'
import type { EngineState } from '../engine/state.ts'
import type { Fields } from './builders.ts'
import { command, engineAt, engineWith, rules, run } from './engine.ts'

/** Usual prices. */
export const coins = { BTC: 50_000, ETH: 2500, SOL: 100 } as const
type Coin = keyof typeof coins
export const perpetuals: readonly string[] = ['BTC/USDT:USDT', 'ETH/USDT:USDT', 'SOL/USDT:USDT']
const options = [
  'BTC/USDT:USDT-260109-46000-P',
  'BTC/USDT:USDT-260109-54000-C',
  'ETH/USDT:USDT-260327-2400-P',
  'ETH/USDT:USDT-260327-2600-C',
]
const symbols = [...perpetuals, ...options, 'BTC/USD:BTC']
export const models = ['generic/isolated', 'generic/cross', 'house/portfolio', 'deribit/portfolio'] as const

/** An account to be opened: values in dollars, gross ones signed. */
export interface Drawn {
  readonly model: (typeof models)[number]
  readonly deposits: readonly (readonly [asset: string, value: number])[]
  readonly legs: readonly (readonly [symbol: string, gross: number])[]
}

export const drawn: fc.Arbitrary<Drawn> = fc.record({
  model: fc.constantFrom(...models),
  deposits: fc.array(fc.tuple(fc.constantFrom('USDT', 'USDC', 'BTC', 'ETH'), fc.integer({ min: 1000, max: 20_000 })), {
    minLength: 1,
    maxLength: 3,
  }),
  legs: fc.array(fc.tuple(fc.constantFrom(...symbols), fc.integer({ min: -40_000, max: 80_000 })), {
    minLength: 1,
    maxLength: 4,
  }),
})

const coinOf = (symbol: string): Coin => symbol.slice(0, 3) as Coin
const units = (value: number): string => String(Math.round(value * 1e6) / 1e6)

function openCommands({ model, deposits, legs }: Drawn, account: string, at: number): readonly Fields[] {
  const own = legs.filter(([symbol, gross]) => gross !== 0 && (model === 'house/portfolio' || symbol !== 'BTC/USD:BTC'))
  return [
    { type: 'open', at, account, mode: model.split('/')[1], model },
    ...deposits.map(([asset, value]) => ({
      type: 'deposit',
      at,
      account,
      asset,
      amount: units(asset in coins ? value / coins[asset as Coin] : value),
    })),
    ...own.map(([symbol, gross]) => ({
      type: 'fill',
      at,
      symbol,
      price: /-[CP]$/.test(symbol) ? '100' : String(coins[coinOf(symbol)]),
      legs: [
        {
          account,
          contracts: symbol === 'BTC/USD:BTC' ? String(gross) : units(gross / coins[coinOf(symbol)]),
          fee: '1',
        },
      ],
    })),
  ]
}

/** Every index and mark at its own factor of the usual price. */
export function prices(at: number, factorOf: (name: string) => number, vol = 0.6): Fields {
  const told = (name: string, coin: Coin): string => units(coins[coin] * factorOf(name))
  return {
    type: 'prices',
    at,
    indexes: Object.fromEntries(Object.keys(coins).map((coin) => [coin, told(coin, coin as Coin)])),
    marks: Object.fromEntries([...perpetuals, 'BTC/USD:BTC'].map((symbol) => [symbol, told(symbol, coinOf(symbol))])),
    vols: Object.fromEntries(options.map((symbol) => [symbol, vol])),
  }
}

/** The accounts opened as `a0`, `a1`, at the usual prices; what a model does not take is left out. */
export function stateWith(accounts: readonly Drawn[]): EngineState {
  const state = engineWith(symbols)
  run(
    state,
    { type: 'configure', config: { jumpMaxFrac: 10 } },
    prices(engineAt, () => 1),
  )
  for (const [i, each] of accounts.entries())
    for (const fields of openCommands(each, `a${i}`, engineAt)) apply(state, command(fields), rules)
  return state
}

export const dangerOf = (standing: AccountStanding): boolean => standing.pools.some(isInDanger)

export function standing(state: EngineState, id: string): AccountStanding | undefined {
  const account = state.accounts.get(id)
  const found = account === undefined ? [] : standingOf(account, state.core, rules)
  return isStanding(found) ? found : undefined
}
