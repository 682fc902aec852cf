import { type Charge, leaf, scaleOf, sumOf } from '../../margin/charge.ts'
import { addedToIsolated, type OrderedPosition, worstFill } from '../../margin/orders.ts'
import { positionName } from '../../margin/position-margin.ts'
import type { PricedPosition } from '../../margin/priced-account.ts'
import { finite } from '../../num/assert.ts'
import { type Failure, pointer, problem } from '../../num/result.ts'
import { type BracketTable, bracketOf, notionalMaxOf } from './bracket.ts'
import type { ContractTable } from './contract-table.ts'

/** Finds the brackets of a position. */
export type TableOf = (instrument: PricedPosition['priced']['instrument']) => ContractTable

/** Size of a position in its margin asset, at the mark, never negative: what brackets are read at. */
export function legNotional({ priced, contracts }: Pick<PricedPosition, 'priced' | 'contracts'>): number {
  const { instrument, size, mark } = priced
  return instrument.payout === 'linear' ? Math.abs(contracts) * size * mark : (Math.abs(contracts) * size) / mark
}

/** Maintenance margin of one leg, pool currency: notional × rate − amount of its bracket. 0 where brackets lack. */
export function legMaintenance(position: PricedPosition, tableOf: TableOf, poolPrice: number): Charge {
  const { brackets } = tableOf(position.priced.instrument)
  if (brackets === null) return unknownLeg(position)
  const notional = legNotional(position)
  const [, rateFrac, amount] = bracketOf(brackets, notional)
  const rated = scaleOf('maintenance rate × notional', rateFrac, leaf('notional', notional))
  const parts = amount === 0 ? [rated] : [rated, leaf('maintenance amount', -amount)]
  return inPool(position, sumOf('maintenance margin', parts), poolPrice)
}

/** Initial margin of one leg, pool currency: notional ÷ leverage. */
export function legInitial(position: PricedPosition, tableOf: TableOf, poolPrice: number): Charge {
  const { brackets } = tableOf(position.priced.instrument)
  if (brackets === null) return unknownLeg(position)
  const notional = legNotional(position)
  const byLeverage = 1 / legLeverage(position.leverage, brackets, notional)
  return inPool(position, scaleOf('notional ÷ leverage', byLeverage, leaf('notional', notional)), poolPrice)
}

/** The leverage chosen, at most what the bracket allows; the bracket's own when none was chosen. */
export function legLeverage(chosen: number | undefined, brackets: BracketTable, notional: number): number {
  const [, , , leverageMax] = bracketOf(brackets, notional)
  return Math.min(chosen ?? leverageMax, leverageMax)
}

function inPool(position: PricedPosition, inSettle: Charge, poolPrice: number): Charge {
  const { instrument, settlePrice } = position.priced
  const by = settlePrice / poolPrice
  return {
    name: positionName(position),
    amount: finite(by * inSettle.amount, 'margin'),
    rule: 'scale',
    by,
    parts: [inSettle],
    riskFactor: instrument.underlying,
  }
}

function unknownLeg(position: PricedPosition): Charge {
  return leaf(positionName(position), 0, position.priced.instrument.underlying)
}

/** What orders on an isolated position would add to its margin; it comes out of the wallet. */
export function isolatedFill(row: OrderedPosition, chargeOf: (position: PricedPosition) => Charge): Charge {
  return addedToIsolated(row.position, worstFill(row, chargeOf), chargeOf(row.position))
}

/** Why the requirement of positions and of the orders on them cannot be known: the set lacks their brackets, or these end below their size. */
export function missingBrackets(rows: readonly OrderedPosition[], tableOf: TableOf): readonly Failure[] {
  return rows.flatMap(({ position, fills }) => {
    const notional = Math.max(...[position, ...fills].map(legNotional))
    return missingOf(position, notional, tableOf)
  })
}

function missingOf({ symbol, priced }: PricedPosition, notional: number, tableOf: TableOf): readonly Failure[] {
  const { segment, key, brackets, isCut } = tableOf(priced.instrument)
  const path = pointer('parameters', segment === 'USD-M' ? 'usdmBrackets' : 'coinmBrackets', key)
  if (brackets === null)
    return [problem('params.missing', path, `${segment} brackets of ${key} must be given for ${symbol}`)]
  const end = notionalMaxOf(brackets)
  if (!isCut || end === null || notional <= end) return []
  const message = `${segment} brackets of ${key} must reach ${symbol} of ${notional}, end at ${end}`
  return [problem('params.missing', path, message)]
}
