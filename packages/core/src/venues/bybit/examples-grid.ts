import { ExampleError, type Fields, numberIn, numberOr, numbersIn, recordsIn } from '../../margin/conformance.ts'
import type { Derivative, Option } from '../../market/instrument.ts'
import { toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'
import type { Priced } from '../../pricing/priced.ts'
import { gridTermsOf } from './coin-grid.ts'
import { bybit20260724 } from './params.ts'
import { type GridTerms, stressGrid, volsPerMove } from './stress-grid.ts'

/** Profit of the legs by price move: one number, or three by volatility (up, as it is, down) where there are options. */
export function stressExample(inputs: Fields): unknown {
  const grid = stressGrid(termsIn(inputs))
  const legs = legsIn(inputs)
  const pnl = new Float64Array(grid.plan.length)
  for (const { quantity, priced } of legs) addLeg(pnl, quantity, grid.rowOf(priced))
  const hasOptions = legs.some(({ priced }) => priced.option !== undefined)
  return Object.fromEntries(
    grid.terms.priceMovesFrac.map((move, i) => [String(move), cellsOf(pnl, i * volsPerMove, hasOptions)]),
  )
}

function cellsOf(pnl: Float64Array, from: number, hasOptions: boolean): number | readonly number[] {
  return hasOptions ? [...pnl.subarray(from, from + volsPerMove)] : (pnl[from] ?? 0) + 0
}

function addLeg(pnl: Float64Array, quantity: number, row: Float64Array): void {
  for (let i = 0; i < pnl.length; i++) pnl[i] = (pnl[i] as number) + quantity * (row[i] as number)
}

/** The published grid of BTC, with what the example says otherwise. */
function termsIn(inputs: Fields): GridTerms {
  const published = gridTermsOf(bybit20260724.parameters.coins['BTC'])
  if (published === null) throw new ExampleError('input.missing', 'the stress grid of BTC must be published')
  const movesKey = namedKey(inputs, ['moves', 'price_moves', 'priceMoves', 'priceScale'])
  const { vol, priceMovesFrac } = published
  return {
    priceMovesFrac: movesKey === null ? priceMovesFrac : numbersIn(inputs, movesKey),
    vol: {
      ...vol,
      upFrac: numberOr(inputs, 'iv_up', vol.upFrac),
      downFrac: numberOr(inputs, 'iv_down', vol.downFrac),
      power: numberOr(inputs, 'vega_power', vol.power),
    },
  }
}

interface Leg {
  readonly quantity: number
  readonly priced: Priced
}

function legsIn(inputs: Fields): readonly Leg[] {
  const listKey = namedKey(inputs, ['legs', 'positions'])
  if (listKey !== null)
    return recordsIn(inputs, listKey).flatMap((leg) => legsIn({ ...inputs, [listKey]: null, ...leg }))
  const named = Object.keys(inputs).filter((key) => key.endsWith('_qty'))
  if (named.length > 0) return named.map((key) => legOf(inputs, key.slice(0, -'_qty'.length), numberIn(inputs, key)))
  const symbolKey = namedKey(inputs, ['symbol', 'symbolName', 'instrument', 'contract', 'option'])
  const symbol = symbolKey === null ? 'BTCUSDT' : String(inputs[symbolKey])
  return [legOf(inputs, symbol, anyNumber(inputs, ['qty', 'position', 'size', 'q']))]
}

function legOf(inputs: Fields, symbol: string, quantity: number): Leg {
  const own = (names: readonly string[]): number | null =>
    anyNumberOr(inputs, [...names.map((n) => `${symbol}_${n}`), ...names])
  const mark = required(own(['markPrice', 'mark_price', 'mark', 'markPx']), 'markPrice')
  const strike = strikeOf(symbol) ?? anyNumberOr(inputs, ['K', 'strike'])
  const usd = usdPrice(inputs, symbol)
  const quotes = { mark, size: 1, index: mark, isShifted: true, quotePrice: usd, settlePrice: usd }
  if (strike !== null) return { quantity, priced: optionAt(inputs, symbol, strike, quotes) }
  const isInverse = /(?:USD|USD[HMUZ]\d\d)$/.test(symbol)
  const coinPrice = isInverse ? (own(['index', 'index_price', 'indexPrice']) ?? mark) : usd
  const instrument: Derivative = {
    kind: 'perpetual',
    payout: isInverse ? 'inverse' : 'linear',
    ...namesOf(symbol),
  }
  const priced = { ...quotes, instrument, settlePrice: coinPrice, expiryYears: 0, option: undefined }
  return { quantity, priced }
}

type Quotes = Pick<Priced, 'mark' | 'size' | 'index' | 'isShifted' | 'quotePrice' | 'settlePrice'>

function optionAt(inputs: Fields, symbol: string, strike: number, quotes: Quotes): Priced {
  const right = rightIn(inputs, symbol) ?? 'call'
  const forward = anyNumber(inputs, ['F', 'forward', 'fwd', 'underlyingPrice', 'underlying_price', 'F0'])
  const vol = anyNumber(inputs, ['iv', 'IV', 'markIv', 'mark_iv', 'sigma', 'vol'])
  const tteYears = yearsIn(inputs)
  const instrument: Option = {
    kind: 'option',
    payout: 'linear',
    ...namesOf(symbol),
    expiryAt: 0,
    strike: Decimal.fromNumber(strike),
    right,
  }
  const option = { right, strike, forward, vol, tteYears, discount: 1, residual: 0 }
  return { ...quotes, instrument, expiryYears: tteYears, option }
}

function namesOf(symbol: string) {
  return { symbol, underlying: symbol, quote: 'USDT', settle: 'USDT', contractSize: Decimal.of('1') }
}

/** Strike of `BTC-25SEP26-80000-C-USDT`. */
function strikeOf(symbol: string): number | null {
  const text = /-(\d+(?:\.\d+)?)-[CP](?:-|$)/.exec(symbol)?.[1]
  return text === undefined ? null : toRisk(Decimal.of(text))
}

/** Which right an example says, in its symbol or beside it. */
export function rightIn(inputs: Fields, symbol: string): 'call' | 'put' | null {
  const said = ['right', 'type', 'optionType', 'option_type', 'cp', 'side'].map((key) => inputs[key])
  const inSymbol = /-([CP])(?:-|$)/.exec(symbol)?.[1]
  const word = [inSymbol, ...said].find((value) => typeof value === 'string' && /^(?:c|p|call|put)$/i.test(value))
  return word === undefined ? null : /^c/i.test(String(word)) ? 'call' : 'put'
}

const daySeconds = 86_400

function yearsIn(inputs: Fields): number {
  const years = anyNumberOr(inputs, ['T', 'T_years', 'tte_years', 'tteYears', 'years'])
  if (years !== null) return years
  const seconds = anyNumberOr(inputs, ['T_seconds', 'T_s', 'tte_seconds', 'seconds'])
  if (seconds !== null) return seconds / (365 * daySeconds)
  const days = anyNumberOr(inputs, ['T_days', 'tte_days', 'DTE', 'dte', 'days'])
  if (days !== null) return days / 365
  // The venue counts whole seconds.
  const at = Math.floor(anyNumber(inputs, ['time', 'time_ms', 'now_ms', 'at_ms']) / 1000)
  const expiry = anyNumber(inputs, ['expiry', 'expiry_ms', 'expiryTime', 'deliveryTime']) / 1000
  return (expiry - at) / (365 * daySeconds)
}

/** Price of the quote currency; 1 where the example says nothing of it. */
function usdPrice(inputs: Fields, symbol: string): number {
  const own = /USDC|PERP/.test(symbol) ? ['usdc_usd'] : ['usdt_usd']
  return anyNumberOr(inputs, [...own, 'usd', 'usdt_usd', 'USDT_USD', 'fx']) ?? 1
}

function namedKey(inputs: Fields, names: readonly string[]): string | null {
  return names.find((name) => inputs[name] !== undefined && inputs[name] !== null) ?? null
}

function anyNumberOr(inputs: Fields, names: readonly string[]): number | null {
  const key = namedKey(inputs, names)
  return key === null ? null : numberIn(inputs, key)
}

function anyNumber(inputs: Fields, names: readonly string[]): number {
  return required(anyNumberOr(inputs, names), names[0] ?? '')
}

function required(value: number | null, name: string): number {
  if (value === null) throw new ExampleError('input.missing', `${name} must be given`)
  return value
}
