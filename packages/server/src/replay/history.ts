import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { InputError, type InputProblem } from '../input/input-problem.ts'

/** What a coin traded at in a stretch of time, USDT. */
export interface Bar {
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
}

/** Bars of several coins, side by side. */
export interface History {
  readonly coins: readonly string[]
  readonly barMs: number
  /** Oldest first; only instants at which every coin has a bar. */
  readonly rows: readonly HistoryRow[]
}

export interface HistoryRow {
  /** Instant at which the bars open. */
  readonly at: number
  /** In the order of `coins`. */
  readonly bars: readonly Bar[]
}

const bytesMax = 64 * 1024 * 1024

/**
 * Reads bars from CSV files, gzipped or not, with the columns `ts_ms, open, high, low, close` and `symbol`; a file without
 * `symbol` is of the one its name begins with, `BTCUSDT_1h.csv.gz`.
 *
 * @throws InputError naming file and line.
 */
export function readHistory(paths: readonly string[]): History {
  const byCoin = new Map<string, Map<number, Bar>>()
  for (const path of paths) readFile(path, byCoin)
  const coins = [...byCoin.keys()]
  const [first, ...others] = coins.map((coin) => byCoin.get(coin) as Map<number, Bar>)
  const instants = [...(first?.keys() ?? [])].filter((at) => others.every((bars) => bars.has(at))).sort((a, b) => a - b)
  const rows = instants.map((at) => ({ at, bars: coins.map((coin) => byCoin.get(coin)?.get(at) as Bar) }))
  if (rows.length < 2)
    throw refuse('document.format', paths.join(', '), '', 'must have at least two bars that every coin has')
  return { coins, barMs: leastStep(instants), rows }
}

function leastStep(instants: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY
  for (let i = 1; i < instants.length; i++)
    least = Math.min(least, (instants[i] as number) - (instants[i - 1] as number))
  return least
}

/** The bars that open at `from` or later and before `to`. */
export function historyBetween(history: History, from: number, to: number): History {
  return { ...history, rows: history.rows.filter(({ at }) => at >= from && at < to) }
}

function refuse(code: InputProblem['code'], file: string, path: string, message: string): InputError {
  return new InputError([{ code, file, path, message }])
}

function readFile(path: string, byCoin: Map<string, Map<number, Bar>>): void {
  const [head = '', ...lines] = textOf(path).split('\n')
  const columns = head.trim().split(',')
  for (const name of ['ts_ms', 'open', 'high', 'low', 'close'])
    if (!columns.includes(name))
      throw refuse('document.format', path, 'line 1', `must name the column ${name}, names ${head.slice(0, 80)}`)
  const named = columns.indexOf('symbol')
  const ownName = basename(path).split(/[_.]/)[0] ?? ''
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue
    const cells = line.trim().split(',')
    const coin = coinOf(named < 0 ? ownName : (cells[named] ?? ''))
    if (coin === undefined)
      throw refuse('document.format', path, `line ${i + 2}`, 'a symbol must end in USDT, as BTCUSDT does')
    const { at, bar } = barOf(cells, columns, path, i + 2)
    const bars = byCoin.get(coin) ?? new Map<number, Bar>()
    byCoin.set(coin, bars.set(at, bar))
  }
}

function coinOf(symbol: string): string | undefined {
  return /^([A-Z0-9]{2,12})USDT$/.exec(symbol)?.[1]
}

function barOf(
  cells: readonly string[],
  columns: readonly string[],
  path: string,
  line: number,
): { readonly at: number; readonly bar: Bar } {
  const cell = (name: string): number => Number.parseFloat(cells[columns.indexOf(name)] ?? '')
  const [at, open, high, low, close] = ['ts_ms', 'open', 'high', 'low', 'close'].map(cell) as [
    number,
    number,
    number,
    number,
    number,
  ]
  const isBar = Number.isSafeInteger(at) && low > 0 && high < 1e12 && low <= Math.min(open, close)
  if (!isBar || !(high >= Math.max(open, close)))
    throw refuse('document.format', path, `line ${line}`, 'must be a bar: low ≤ open and close ≤ high, all positive')
  return { at, bar: { open, high, low, close } }
}

function textOf(path: string): string {
  try {
    const bytes = readFileSync(path)
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
    return (isGzip ? gunzipSync(bytes, { maxOutputLength: bytesMax }) : bytes).toString('utf8')
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw refuse('file.missing', path, '', 'must exist, is not there')
    throw refuse('file.unreadable', path, '', `must be readable, the system answers ${code}`)
  }
}
