import {
  ExampleError,
  type ExampleRule,
  type Fields,
  listIn,
  numberIn,
  numberOr,
  recordIn,
} from '../../margin/conformance.ts'
import {
  type BracketTable,
  bracketOf,
  type MaintenanceTerms,
  maintenanceAmounts,
  maintenanceMargin,
} from './bracket.ts'
import { coinmLiquidationPrice, type RatedLeg, usdmLiquidationPrice } from './liquidation-price.ts'
import { coinmBrackets2021 } from './params-coinm.ts'
import { type FuturesLeg, usdmProfit } from './unrealised-profit.ts'

/** Symbols of the venue's own pages: WB wallet balance, EP entry price, MMR maintenance rate, cum maintenance amount. */
export const publishedExamples: Readonly<Record<string, ExampleRule>> = {
  'binance: USDM maintenance margin': (inputs) => maintenanceMargin(notionalIn(inputs), termsIn(positionIn(inputs))),
  'binance: USDM unrealised PnL': (inputs) =>
    usdmProfit(legIn(positionIn(inputs), inputs), numberIn(positionIn(inputs), 'mark')),
  'binance: USDM cross liquidation price, one-way': usdmPrice,
  'binance: USDM cross liquidation price, hedge': usdmPrice,
  'binance: USDM isolated liquidation price': usdmPrice,
  'binance: COINM liquidation price': (inputs) => coinmLiquidationPrice(legsIn(inputs), backingIn(inputs)),
  'binance: COINM maintenance amount, 300 BTC position': coinmAmount,
}

function usdmPrice(inputs: Fields): number | null {
  return usdmLiquidationPrice(legsIn(inputs), backingIn(inputs))
}

/** TMM and UPNL of the other contracts are 0 where they are not given, as for an isolated position. */
function backingIn(inputs: Fields) {
  return {
    walletBalance: numberIn(inputs, 'WB'),
    otherMaintenance: numberOr(inputs, 'TMM', 0),
    otherProfit: numberOr(inputs, 'UPNL', 0),
  }
}

/** `pos` alone in one-way mode; `long` and `short` (or a list of positions) in hedge mode. */
function legsIn(inputs: Fields): readonly RatedLeg[] {
  const listed = Array.isArray(inputs['pos']) ? inputs['pos'] : inputs['positions']
  if (Array.isArray(listed)) return listed.map((entry) => ratedLeg(recordIn({ entry }, 'entry'), inputs))
  const legs = [
    ...(inputs['pos'] === undefined ? [] : [ratedLeg(recordIn(inputs, 'pos'), inputs)]),
    ...(inputs['long'] === undefined ? [] : [ratedLeg({ side: 1, ...recordIn(inputs, 'long') }, inputs)]),
    ...(inputs['short'] === undefined ? [] : [ratedLeg({ side: -1, ...recordIn(inputs, 'short') }, inputs)]),
  ]
  return legs.length > 0 ? legs : [ratedLeg(inputs, inputs)]
}

/** The one position of an example, which may stand by itself or be the example. */
function positionIn(inputs: Fields): Fields {
  return inputs['pos'] === undefined ? inputs : { ...inputs, ...recordIn(inputs, 'pos') }
}

function ratedLeg(position: Fields, inputs: Fields): RatedLeg {
  return { ...legIn(position, inputs), ...termsIn(position) }
}

/** The side is the position's own, else that of the example, else the sign of the quantity. */
function legIn(position: Fields, inputs: Fields): FuturesLeg {
  const quantity = numberIn(position, 'qty')
  const side = sideIn(position) ?? sideIn(inputs)
  return { size: side === null ? quantity : side * Math.abs(quantity), entryPrice: numberIn(position, 'EP') }
}

function sideIn({ side }: Fields): 1 | -1 | null {
  if (typeof side === 'number' && side !== 0) return side < 0 ? -1 : 1
  if (typeof side !== 'string') return null
  const word = side.toLowerCase()
  if (word === 'long' || word === 'buy') return 1
  return word === 'short' || word === 'sell' ? -1 : null
}

function termsIn(fields: Fields): MaintenanceTerms {
  return { maintenanceRateFrac: numberIn(fields, 'MMR'), maintenanceAmount: numberOr(fields, 'cum', 0) }
}

/** Given, or quantity × mark. */
function notionalIn(inputs: Fields): number {
  if (inputs['notional'] !== undefined) return Math.abs(numberIn(inputs, 'notional'))
  const position = positionIn(inputs)
  return Math.abs(numberIn(position, 'qty')) * numberIn(position, 'mark')
}

/**
 * Maintenance amount of the bracket that a BTC position is in, from that of the bracket `cum<k>` names and the
 * [floor, rate] of those above it. The rate of that bracket is the venue's, the one below the first floor given.
 */
function coinmAmount(inputs: Fields): number {
  const position = numberIn(inputs, 'position_btc')
  const brackets = listIn(inputs, 'brackets').map(bracketIn)
  const [lowest] = brackets
  const known = Object.keys(inputs).find((name) => /^cum\d*$/.test(name)) ?? 'cum5'
  const [, maintenanceRateFrac] = bracketOf(coinmBrackets2021['BTCUSD'] as BracketTable, lowest?.floor ?? 0)
  const first = { maintenanceRateFrac, maintenanceAmount: numberIn(inputs, known) }
  const below = brackets.filter(({ floor }) => floor < position)
  return maintenanceAmounts(below, first).at(-1) ?? first.maintenanceAmount
}

function bracketIn(bracket: unknown): { readonly floor: number; readonly maintenanceRateFrac: number } {
  const [floor, maintenanceRateFrac] = Array.isArray(bracket) ? bracket : []
  if (typeof floor === 'number' && typeof maintenanceRateFrac === 'number') return { floor, maintenanceRateFrac }
  throw new ExampleError('input.value', `a bracket must be [floor, rate], is ${JSON.stringify(bracket)}`)
}
