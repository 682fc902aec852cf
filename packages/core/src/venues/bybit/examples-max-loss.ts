import { ExampleError, type Fields, listIn, numbersIn } from '../../margin/conformance.ts'
import { toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'
import { namedKey } from './example-inputs.ts'
import { displayed, maxLoss } from './max-loss.ts'
import { bybit20260724 } from './params.ts'
import { volsPerMove } from './stress-grid.ts'

const btc = bybit20260724.parameters.coins['BTC']
/** Up, as it is, down. */
const shocks: readonly number[] = [btc?.volUpFrac ?? 0, 0, btc?.volDownFrac ?? 0]

/** Totals by price move as the venue shows them, with the worst of them and the volatility it is at. */
export function maxLossExample(inputs: Fields): unknown {
  const movesKey = namedKey(inputs, ['moves', 'price_moves', 'price_scale', 'price_scales'])
  const moves = movesKey === null ? (btc?.priceMovesFrac ?? []) : numbersIn(inputs, movesKey)
  const options = optionsIn(inputs)
  const lists = Object.keys(inputs)
    .filter((key) => /^(?:perp|future|spot|hedge)/i.test(key))
    .map((key) => numbersIn(inputs, key))
  const beside = (i: number): number => lists.reduce((sum, list) => sum + (list[i] ?? 0), 0)
  const pnl = moves.flatMap((_, i) => options.cellsAt(i).map((cell) => cell + beside(i)))
  const { columns, worst, loss } = maxLoss(pnl, moves)
  const ivShocks = columns.map(({ vol }) => options.shocks[vol] ?? 0)
  return {
    ...Object.fromEntries(columns.map(({ moveFrac, pnl: total }) => [String(moveFrac), displayed(total)])),
    maxLossPriceMove: columns[worst]?.moveFrac ?? 0,
    maxLossIvShock: ivShocks[worst] ?? 0,
    maxLossIvShockList: ivShocks,
    maxLoss: loss,
  }
}

interface OptionColumns {
  /** Of the three volatility columns. */
  readonly shocks: readonly number[]
  readonly cellsAt: (i: number) => readonly number[]
}

/** One list of the worst volatility (`option_worst_vol(-0.2)`) or of three figures a move, or three lists by volatility. */
function optionsIn(inputs: Fields): OptionColumns {
  const keys = Object.keys(inputs).filter((key) => /^opt/i.test(key))
  const [only] = keys
  if (keys.length <= 1) {
    const list = only === undefined ? [] : listIn(inputs, only)
    const said = shockIn(only ?? '')
    return { shocks: said === null ? shocks : shocks.map(() => said), cellsAt: (i) => volCells(list[i]) }
  }
  const named = keys.map((key) => ({ shock: shockIn(key) ?? 0, list: numbersIn(inputs, key) }))
  const columns = named.toSorted((a, b) => b.shock - a.shock)
  if (columns.length !== volsPerMove)
    throw new ExampleError('input.value', `options must have one list or ${volsPerMove}, have ${columns.length}`)
  return { shocks: columns.map(({ shock }) => shock), cellsAt: (i) => columns.map(({ list }) => list[i] ?? 0) }
}

/** The volatility that a key names: a shock in brackets, or a direction. */
function shockIn(key: string): number | null {
  const named = /\(([+-]?\d*\.?\d+)\)$/.exec(key)?.[1]
  if (named !== undefined) return toRisk(Decimal.of(named.replace('+', '')))
  if (/up/i.test(key)) return shocks[0] ?? null
  return /down|dn/i.test(key) ? (shocks[2] ?? null) : null
}

/** An option's profit at one price: by volatility, or the worst alone. */
function volCells(cell: unknown): readonly number[] {
  const cells = Array.isArray(cell) ? cell : Array.from({ length: volsPerMove }, () => cell ?? 0)
  if (cells.length === volsPerMove && cells.every((each) => typeof each === 'number')) return cells
  throw new ExampleError('input.value', `an option cell must be a number or ${volsPerMove}, is ${JSON.stringify(cell)}`)
}
