import { type ExampleRule, type Fields, listIn, numberIn, numberOr, recordsIn } from '../../margin/conformance.ts'
import { insolventOffer, insolventSale, liquidationFee, soldFraction, withdrawalFee } from './auction.ts'
import { positionCharges } from './standard-charges.ts'
import {
  expiryMargin,
  isolatedMargins,
  largestLossMargin,
  type MarginKind,
  type StandardOption,
} from './standard-option.ts'
import type { OptionRates } from './standard-parameters.ts'

/** Worked examples of the venue's pages, in their symbols: K strike, n amount, MtM mark-to-market, MM net maintenance margin. */
export const deriveExamples: Readonly<Record<string, ExampleRule>> = {
  'derive: SM short calls': (inputs) => {
    const [cash, spot] = [numberIn(inputs, 'usdc'), numberIn(inputs, 'spot')]
    const prices = { spot, forward: numberOr(inputs, 'forward', spot) }
    const options = optionsIn(inputs)
    const rates = ratesIn(inputs)
    const [initial, maintenance] = [
      expiryMargin(options, prices, rates, 'initial'),
      expiryMargin(options, prices, rates, 'maintenance'),
    ]
    return { im_calls: initial, mm_calls: maintenance, im: cash + initial, mm: cash + maintenance }
  },
  'derive: SM call spread offset': (inputs) => {
    const [cash, spot] = [numberIn(inputs, 'usdc'), numberIn(inputs, 'spot')]
    const prices = { spot, forward: numberOr(inputs, 'forward', spot) }
    const options = optionsIn(inputs)
    const rates = ratesIn(inputs)
    return {
      default_im: isolatedMargins(options, spot, rates, 'initial'),
      default_mm: isolatedMargins(options, spot, rates, 'maintenance'),
      offset: largestLossMargin(options, prices.forward, rates, 'initial'),
      im: cash + expiryMargin(options, prices, rates, 'initial'),
      mm: cash + expiryMargin(options, prices, rates, 'maintenance'),
    }
  },
  'derive: SM multi-asset': (inputs) => {
    const free = numberIn(inputs, 'usdc') + numberIn(inputs, 'eth_spread_margin')
    const margin = (kind: MarginKind): number => free - perpCharge(inputs, kind)
    return { im: margin('initial'), mm: margin('maintenance') }
  },
  'derive: liquidation fee': (inputs) => {
    const [mark, buffer] = [numberIn(inputs, 'mtm'), numberIn(inputs, 'buffer')]
    return { fraction: soldFraction(mark, buffer), fee: liquidationFee(mark, buffer, numberIn(inputs, 'rate')) }
  },
  'derive: insolvent auction': (inputs) => {
    const netMaintenance = numberIn(inputs, 'mm')
    const elapsed = numberIn(inputs, 't') / numberIn(inputs, 'T')
    const offer = insolventOffer({ markToMarket: numberIn(inputs, 'mtm'), netMaintenance }, elapsed)
    const { payout, cashRequired } = insolventSale(numberIn(inputs, 'f'), offer, netMaintenance)
    return { offer, payout, cash_required: cashRequired }
  },
  'derive: socialized loss withdrawal fee': (inputs) => ({
    fee_pct: 100 * withdrawalFee(numberIn(inputs, 'debt'), numberIn(inputs, 'deposits')),
  }),
}

/** What a BTC perpetual needs, at its mark. */
function perpCharge(inputs: Fields, kind: MarginKind): number {
  const price = numberIn(inputs, 'btc')
  const rates = {
    perp: { initialFrac: numberIn(inputs, 'perp_im'), maintenanceFrac: numberIn(inputs, 'perp_mm') },
    base: null,
    option: null,
  }
  const market = {
    underlying: 'BTC',
    spot: price,
    spotConfidence: 1,
    perpAmount: numberIn(inputs, 'btc_perp'),
    perpPrice: price,
    perpConfidence: 1,
    base: 0,
    expiries: [],
  }
  return positionCharges(market, rates, kind).reduce((sum, { amount }) => sum + amount, 0)
}

/** Options under `options`, or under `calls` and `puts`; calls unless said otherwise. A bought one needs no mark. */
function optionsIn(inputs: Fields): readonly StandardOption[] {
  return [...rowsOf(inputs, 'options'), ...rowsOf(inputs, 'calls'), ...rowsOf(inputs, 'puts', 'put')]
}

function rowsOf(inputs: Fields, name: string, right: 'call' | 'put' = 'call'): readonly StandardOption[] {
  if (inputs[name] === undefined || listIn(inputs, name).length === 0) return []
  return recordsIn(inputs, name).map((row) => ({
    right: isPut(row) ? 'put' : right,
    strike: numberIn(row, 'K'),
    amount: numberIn(row, 'n'),
    mark: numberIn(row, 'n') < 0 ? numberIn(row, 'mark') : numberOr(row, 'mark', 0),
  }))
}

function isPut(row: Fields): boolean {
  const said = ['type', 'right', 'cp', 'kind'].map((name) => row[name]).find((value) => typeof value === 'string')
  return typeof said === 'string' && said.toLowerCase().startsWith('p')
}

/** `mm` is the share of the spot of calls and puts alike; the rest is that of BTC and ETH where an example leaves it out. */
function ratesIn(inputs: Fields): OptionRates {
  const maintenance = numberIn(inputs, 'mm')
  return {
    initialFrac: numberIn(inputs, 'im_max'),
    initialFloorFrac: numberIn(inputs, 'im_min'),
    maintenanceCallFrac: maintenance,
    maintenancePutFrac: numberOr(inputs, 'mm_put', maintenance),
    maintenancePutMarkFrac: numberOr(inputs, 'mm_put_mtm', maintenance),
    putOffsetFactor: numberOr(inputs, 'mm_offset', 1.05),
    unpairedInitialFactor: numberOr(inputs, 'unpaired_im', 1.2),
    unpairedMaintenanceFactor: numberOr(inputs, 'unpaired_mm', 1.1),
  }
}
