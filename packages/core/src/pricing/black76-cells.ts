import { assert, finite } from '../num/assert.ts'
import { log } from '../num/exp-log.ts'
import { makeNormalTable } from '../num/normal-table.ts'
import { logDistance, timeValueFrac } from './black76-time-value.ts'

/** The cells an option is priced in. */
export interface ScenarioCells {
  readonly count: number
  /** What the forward is multiplied by, positive. */
  readonly moves: Float64Array
  /** ln of each move. */
  readonly logMoves: Float64Array
  /** Which of the total vols a cell takes. */
  readonly volIndex: Uint8Array
  /** The cells of each vol, which share its division. `scenarioCells` adds them; without them every call looks for them. */
  readonly cellsOfVol?: readonly Uint16Array[]
}

export interface CellStrike {
  /** Quote currency, positive. */
  readonly forward: number
  /** Quote currency, positive. */
  readonly strike: number
  /** ln(forward ÷ strike), where the caller has it. */
  readonly logMoneyness?: number
}

export interface CellOption extends CellStrike {
  /** 1 for a call, −1 for a put. */
  readonly right: 1 | -1
}

// N as quartics, 128 to a standard deviation, from −8 to 8: see makeNormalTable. Beyond, N is 0 or 1 to 6.3e-16. The
// numbers stand here rather than beside the table because engines fold only a module's own constants into a loop.
const perDeviation = 128
const reach = 8
const tableCells = 2048
const cellMask = 2047
const stride = 5
const table: Float64Array = /* @__PURE__ */ makeNormalTable(perDeviation, reach)

/** Below this σ√T the option is its intrinsic value to 1e-100 of the forward. */
const totalVolMin = 1e-100

/**
 * Cells by their moves and vols, laid out for black76Cells.
 *
 * @throws InvariantError when a move is not positive, or the two are not of one length.
 */
export function scenarioCells(moves: Float64Array, volIndex: Uint8Array): ScenarioCells {
  const count = moves.length
  assert(volIndex.length === count, `${count} moves must have as many vols, have ${volIndex.length}`)
  return { count, moves, logMoves: moves.map((move) => log(move)), volIndex, cellsOfVol: groupedByVol(volIndex) }
}

function groupedByVol(volIndex: Uint8Array): readonly Uint16Array[] {
  const groups: number[][] = []
  for (let i = 0; i < volIndex.length; i++) {
    const index = volIndex[i] as number
    while (groups.length <= index) groups.push([])
    groups[index]?.push(i)
  }
  return groups.map((group) => Uint16Array.from(group))
}

/**
 * Undiscounted Black-76 prices of one option at forward × move in every cell, written to `out` from `offset` on. Within
 * 1e-14 of the larger of forward × move and strike (4e-15 seen). Beside black76, which keeps a tiny price's own digits,
 * this is the fast one: a price may lie below intrinsic value by its rounding, and is exactly that beyond 8 deviations.
 *
 * `totalVols` are σ√T; 0 is intrinsic value.
 *
 * @throws InvariantError when forward or strike is not positive, a total vol is missing, negative or not finite, or `out`
 * has no room.
 */
export function black76Cells(
  option: CellOption,
  cells: ScenarioCells,
  totalVols: Float64Array,
  out: Float64Array,
  offset: number,
): void {
  requireRoom(option, cells, out, offset)
  const logMoneyness = option.logMoneyness ?? signedLog(option)
  const cellsOfVol = cells.cellsOfVol ?? groupedByVol(cells.volIndex)
  for (let index = 0; index < cellsOfVol.length; index++) {
    const group = cellsOfVol[index] as Uint16Array
    if (group.length === 0) continue
    const totalVol = requiredVol(totalVols, index)
    if (totalVol <= totalVolMin) priceIntrinsic(option, cells, group, out, offset)
    else if (priceFromTable(option, logMoneyness, totalVol, cells, group, out, offset) > 0)
      priceStrays(option, logMoneyness, totalVol, cells, group, out, offset)
  }
}

/**
 * The same for the call and the put of one strike, which cost one evaluation: call − put = forward × move − strike. What
 * is out of the money at the forward is evaluated, so that the cheaper of the two keeps its digits.
 *
 * @throws InvariantError as black76Cells.
 */
export function black76PairCells(
  option: CellStrike,
  cells: ScenarioCells,
  totalVols: Float64Array,
  out: Float64Array,
  offsets: { readonly call: number; readonly put: number },
): void {
  const right = option.forward < option.strike ? 1 : -1
  const from = right === 1 ? offsets.call : offsets.put
  const to = right === 1 ? offsets.put : offsets.call
  requireRoom(option, cells, out, to)
  black76Cells({ ...option, right }, cells, totalVols, out, from)
  const forward = right * option.forward
  const strike = right * option.strike
  const { count, moves } = cells
  for (let i = 0; i < count; i++) {
    out[to + i] = (out[from + i] as number) - (forward * (moves[i] as number) - strike)
  }
}

/**
 * right × (forward N(right d₁) − strike N(right d₂)), both N from the table. Positions there, 128 (right d + 8), are
 * straight in the log move, so that a cell takes no division, no exponential and no call.
 *
 * @returns how many cells are outside the table; they are left NaN
 */
function priceFromTable(
  option: CellOption,
  logMoneyness: number,
  totalVol: number,
  cells: ScenarioCells,
  group: Uint16Array,
  out: Float64Array,
  offset: number,
): number {
  const { moves, logMoves } = cells
  const { right } = option
  const forward = right * option.forward
  const strike = right * option.strike
  const apart = right * perDeviation * totalVol
  const slope = (right * perDeviation) / totalVol
  const level = slope * logMoneyness + apart / 2 + reach * perDeviation
  // Both positions are in the table while the first is between these.
  const low = apart > 0 ? apart : 0
  const high = apart > 0 ? tableCells : tableCells + apart
  // Said once to be whole numbers of 32 bits, so that the loop does not ask again.
  const start = offset | 0
  const end = group.length | 0
  let strays = 0
  for (let k = 0; k < end; k++) {
    const i = group[k] as number
    const first = level + slope * (logMoves[i] as number)
    const moved = forward * (moves[i] as number)
    if (!(first > low && first < high)) {
      out[start + i] = Number.NaN
      strays++
      continue
    }
    const second = first - apart
    const cell1 = first | 0
    const cell2 = second | 0
    const t = first - cell1
    const u = second - cell2
    const a = (cell1 & cellMask) * stride
    const b = (cell2 & cellMask) * stride
    out[start + i] =
      moved *
        ((table[a] as number) +
          t *
            ((table[a + 1] as number) +
              t * ((table[a + 2] as number) + t * ((table[a + 3] as number) + t * (table[a + 4] as number))))) -
      strike *
        ((table[b] as number) +
          u *
            ((table[b + 1] as number) +
              u * ((table[b + 2] as number) + u * ((table[b + 3] as number) + u * (table[b + 4] as number)))))
  }
  return strays
}

/** The cells left NaN: worth nothing, or intrinsic value, or for vols so vast that one of d₁, d₂ is in the table neither. */
function priceStrays(
  { right, forward, strike }: CellOption,
  logMoneyness: number,
  totalVol: number,
  { moves, logMoves }: ScenarioCells,
  group: Uint16Array,
  out: Float64Array,
  offset: number,
): void {
  for (const i of group) {
    if (!Number.isNaN(out[offset + i])) continue
    const moved = forward * (moves[i] as number)
    const d = (logMoneyness + (logMoves[i] as number)) / totalVol
    const isBeyond = magnitude(d) - totalVol / 2 >= reach
    const extra = isBeyond ? 0 : Math.min(moved, strike) * timeValueFrac(logDistance(moved, strike), totalVol)
    out[offset + i] = finite(Math.max(right * (moved - strike), 0) + extra, 'price in a cell')
  }
}

function priceIntrinsic(
  { right, forward, strike }: CellOption,
  { moves }: ScenarioCells,
  group: Uint16Array,
  out: Float64Array,
  offset: number,
): void {
  for (const i of group) {
    out[offset + i] = Math.max(right * (forward * (moves[i] as number) - strike), 0)
  }
}

function requireRoom(
  { forward, strike }: CellStrike,
  { count }: ScenarioCells,
  out: Float64Array,
  offset: number,
): void {
  if (!(forward > 0 && forward < Number.POSITIVE_INFINITY)) assert(false, `forward must be positive, is ${forward}`)
  if (!(strike > 0 && strike < Number.POSITIVE_INFINITY)) assert(false, `strike must be positive, is ${strike}`)
  if (!(offset >= 0 && offset + count <= out.length))
    assert(false, `${count} prices from ${offset} on must fit, there is room for ${out.length}`)
}

function requiredVol(totalVols: Float64Array, index: number): number {
  const totalVol = totalVols[index] as number
  if (!(totalVol >= 0 && totalVol < Number.POSITIVE_INFINITY))
    assert(false, `total vol ${index} must not be negative, is ${totalVol}`)
  return totalVol
}

function signedLog({ forward, strike }: CellStrike): number {
  const distance = logDistance(forward, strike)
  return forward < strike ? -distance : distance
}

function magnitude(x: number): number {
  return x < 0 ? -x : x
}
