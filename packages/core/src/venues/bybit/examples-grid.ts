import { type Fields, numberIn, recordsIn } from '../../margin/conformance.ts'
import type { Derivative, Option } from '../../market/instrument.ts'
import { toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'
import type { Priced } from '../../pricing/priced.ts'
import { gridTermsOf } from './coin-grid.ts'
import { btcTerms, movesIn, namedKey, namedNumber, namedNumberOr, required, rightIn } from './example-inputs.ts'
import { hedgeProfit } from './spot-hedge.ts'
import { type GridTerms, stressGrid, volsPerMove } from './stress-grid.ts'

/** Profit of the legs by price move: one number, or three by volatility (up, as it is, down) where there are options. */
export function stressExample(inputs: Fields): unknown {
  const grid = stressGrid(termsIn(inputs))
  const legs = legsIn(inputs)
  const pnl = new Float64Array(grid.plan.length)
  for (const { quantity, priced } of legs) addLeg(pnl, quantity, grid.rowOf(priced))
  addSpot(pnl, inputs, grid.terms)
  const hasOptions = legs.some(({ priced }) => priced.option !== undefined)
  return Object.fromEntries(
    grid.terms.priceMovesFrac.map((move, i) => [String(move), cellsOf(pnl, i * volsPerMove, hasOptions)]),
  )
}

function cellsOf(pnl: Float64Array, from: number, hasOptions: boolean): number | readonly number[] {
  return hasOptions ? [...pnl.subarray(from, from + volsPerMove)] : (pnl[from] as number) + 0
}

function addLeg(pnl: Float64Array, quantity: number, row: Float64Array): void {
  for (let i = 0; i < pnl.length; i++) pnl[i] = (pnl[i] as number) + quantity * (row[i] as number)
}

const spotNames = ['spot_qty', 'BTC_spot_qty', 'spotHedgingQty', 'hedgeSpotSize', 'spot_hedge_qty', 'hedge_qty', 'spot']

/** Spot counts at the moves where it gains. Its index is in dollars. */
function addSpot(pnl: Float64Array, inputs: Fields, { priceMovesFrac }: GridTerms): void {
  const quantity = namedNumberOr(inputs, spotNames)
  if (quantity === null) return
  const index = namedNumber(inputs, ['usdIndexPrice', 'index', 'index_price', 'spot_index', 'spot_price', 'S', 'price'])
  for (let i = 0; i < pnl.length; i++)
    pnl[i] = (pnl[i] as number) + hedgeProfit(quantity, index, priceMovesFrac[Math.trunc(i / volsPerMove)] as number)
}

/** The published grid of BTC, with what the example says otherwise. */
function termsIn(inputs: Fields): GridTerms {
  const { vol } = gridTermsOf(btcTerms) as GridTerms
  return {
    priceMovesFrac: movesIn(inputs),
    vol: {
      ...vol,
      upFrac: namedNumberOr(inputs, ['iv_up', 'iv_shock_up', 'vol_up', 'h_up']) ?? vol.upFrac,
      downFrac: namedNumberOr(inputs, ['iv_down', 'iv_shock_down', 'vol_down', 'h_down']) ?? vol.downFrac,
      power: namedNumberOr(inputs, ['vega_power', 'vol_power', 'exponent']) ?? vol.power,
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
  const spotKey = namedKey(inputs, spotNames)
  const named = Object.keys(inputs).filter((key) => key.endsWith('_qty') && key !== spotKey)
  if (named.length > 0) return named.map((key) => legOf(inputs, key.slice(0, -'_qty'.length), numberIn(inputs, key)))
  const quantity = namedNumberOr(inputs, ['qty', 'position', 'size', 'q', 'quantity'])
  if (quantity === null && spotKey !== null) return []
  const symbolKey = namedKey(inputs, ['symbol', 'symbolName', 'instrument', 'contract', 'option'])
  const symbol = symbolKey === null ? 'BTCUSDT' : String(inputs[symbolKey])
  return [legOf(inputs, symbol, required(quantity, 'qty'))]
}

function legOf(inputs: Fields, symbol: string, quantity: number): Leg {
  const own = (names: readonly string[]): number | null =>
    namedNumberOr(inputs, [...names.map((n) => `${symbol}_${n}`), ...names])
  const mark = required(own(['markPrice', 'mark', 'markPx', 'px']), 'markPrice')
  const strike = strikeOf(symbol) ?? namedNumberOr(inputs, ['K', 'strike'])
  const usd = usdPrice(inputs, symbol)
  const quotes = { mark, size: 1, index: mark, isShifted: true, quotePrice: usd, settlePrice: usd }
  if (strike !== null) return { quantity, priced: optionAt(inputs, symbol, strike, quotes) }
  const isInverse = /(?:USD|USD[HMUZ]\d\d)$/.test(symbol)
  const coinPrice = isInverse ? (own(['index', 'index_price']) ?? mark) : usd
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
  const forward = namedNumber(inputs, ['F', 'F0', 'forward', 'fwd', 'forward_price', 'underlying_price', 'underlying'])
  const vol = namedNumber(inputs, ['iv', 'iv0', 'mark_iv', 'sigma', 'vol', 'mark_vol'])
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

const daySeconds = 86_400

function yearsIn(inputs: Fields): number {
  const years = namedNumberOr(inputs, ['T', 'T_years', 'T_yr', 'tte_years', 'tte', 'years', 'tau'])
  if (years !== null) return years
  const seconds = namedNumberOr(inputs, ['T_seconds', 'T_sec', 'T_s', 'tte_seconds', 'tte_s', 'seconds', 'secs'])
  if (seconds !== null) return seconds / (365 * daySeconds)
  const days = namedNumberOr(inputs, ['T_days', 'tte_days', 'dte', 'days'])
  if (days !== null) return days / 365
  // The venue counts whole seconds.
  const at = Math.floor(namedNumber(inputs, ['time', 'time_ms', 'now_ms', 'at_ms']) / 1000)
  const expiry = namedNumber(inputs, ['expiry', 'expiry_ms', 'expiryTime', 'deliveryTime']) / 1000
  return (expiry - at) / (365 * daySeconds)
}

/** Price of the quote currency; 1 where the example says nothing of it. */
function usdPrice(inputs: Fields, symbol: string): number {
  const own = /USDC|PERP/.test(symbol) ? ['usdc_usd'] : ['usdt_usd']
  return namedNumberOr(inputs, [...own, 'usd', 'usdt_usd', 'fx']) ?? 1
}
