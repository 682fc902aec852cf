import { ExampleError, type Fields, listIn, numbersIn } from '../../margin/conformance.ts'
import { toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'
import { btcTerms, movesIn, perMove } from './example-inputs.ts'
import { displayed, maxLoss, type PriceColumn } from './max-loss.ts'
import { volsPerMove } from './stress-grid.ts'

/** Up, as it is, down. */
const shocks: readonly [number, number, number] = [btcTerms.volUpFrac, 0, btcTerms.volDownFrac]

/** Totals by price move as the venue shows them, with the worst of them and the volatility it is at. */
export function maxLossExample(inputs: Fields): unknown {
  const moves = movesIn(inputs)
  const options = optionsIn(inputs, moves)
  const lists = Object.keys(inputs)
    .filter((key) => /^(?:perp|future|spot|hedge)/i.test(key))
    .map((key) => perMove(numbersIn(inputs, key), moves, key))
  const beside = (i: number): number => lists.reduce((sum, list) => sum + (list[i] as number), 0)
  const pnl = moves.flatMap((_, i) => options.cellsAt(i).map((cell) => cell + beside(i)))
  const { columns, worst, loss } = maxLoss(pnl, moves)
  const ivShocks = columns.map(({ vol }) => options.shocks[vol] as number)
  return {
    ...Object.fromEntries(columns.map(({ moveFrac, pnl: total }) => [String(moveFrac), displayed(total)])),
    maxLossPriceMove: (columns[worst] as PriceColumn).moveFrac,
    maxLossIvShock: ivShocks[worst] as number,
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
function optionsIn(inputs: Fields, moves: readonly number[]): OptionColumns {
  const keys = Object.keys(inputs).filter((key) => /^opt/i.test(key))
  const [only] = keys
  if (only === undefined) return { shocks, cellsAt: () => shocks.map(() => 0) }
  if (keys.length === 1) {
    const list = perMove(listIn(inputs, only), moves, only)
    const said = shockIn(only)
    return { shocks: said === null ? shocks : shocks.map(() => said), cellsAt: (i) => volCells(list[i]) }
  }
  const named = keys.map((key) => ({ shock: shockIn(key) ?? 0, list: perMove(numbersIn(inputs, key), moves, key) }))
  const columns = named.toSorted((a, b) => b.shock - a.shock)
  if (columns.length !== volsPerMove)
    throw new ExampleError('input.value', `options must have one list or ${volsPerMove}, have ${columns.length}`)
  return { shocks: columns.map(({ shock }) => shock), cellsAt: (i) => columns.map(({ list }) => list[i] as number) }
}

/** The volatility that a key names: a shock in brackets, or a direction. */
function shockIn(key: string): number | null {
  const named = /\(([+-]?\d*\.?\d+)\)$/.exec(key)?.[1]
  if (named !== undefined) return toRisk(Decimal.of(named.replace('+', '')))
  if (/up/i.test(key)) return shocks[0]
  return /down|dn/i.test(key) ? shocks[2] : null
}

/** An option's profit at one price: by volatility, or the worst alone. */
function volCells(cell: unknown): readonly number[] {
  const cells = Array.isArray(cell) ? cell : Array.from({ length: volsPerMove }, () => cell)
  if (cells.length === volsPerMove && cells.every((each) => typeof each === 'number')) return cells
  throw new ExampleError('input.value', `an option cell must be a number or ${volsPerMove}, is ${JSON.stringify(cell)}`)
}
