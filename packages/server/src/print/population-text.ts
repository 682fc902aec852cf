import type { ModeReport, PopulationReport } from '../population/study.ts'
import type { Summary } from '../population/summary.ts'
import { exact, money, percent, price, quantity, signedMoney, signedPercent } from './number-words.ts'
import { tableText } from './table.ts'
import type { Terminal } from './terminal.ts'

/** A population study in words, tables and one line of bars for each mode. */
export function populationText(report: PopulationReport, terminal: Terminal): string {
  return [
    headText(report),
    coinsText(report),
    'What each mode did, all books (USDT)',
    modesText(report, ({ all }) => all, true),
    'The same for the books that every mode opened',
    modesText(report, ({ common }) => common, false),
    'Liquidated, and lost beyond holding on, by kind of book',
    groupsText(report, 'kind', ({ byKind }) => byKind),
    'The same by gross notional ÷ collateral at the opening',
    groupsText(report, 'leverage', ({ byLeverage }) => byLeverage),
    'Notional liquidated over time',
    barsText(report, terminal),
    moneyText(report),
  ].join('\n\n')
}

function headText({ population, seed, history, assumptions, books }: PopulationReport): string {
  const { name, from, to, bars, barMinutes, ticks } = history
  const impact =
    assumptions.impact === 0
      ? 'prices as they were'
      : `liquidations move prices, each account ${assumptions.impact} times`
  return [
    `Population study: ${exact(String(population))} made-up accounts, seed ${seed}, ${impact}`,
    `  history   ${name}, ${from.slice(0, 10)} to ${to.slice(0, 16).replace('T', ' ')}, ${exact(String(bars))} bars of ${quantity(barMinutes)} min, ${exact(String(ticks))} ticks`,
    `  assumed   fund ${exact(assumptions.fund)} USDT, funding ${percent(Number(assumptions.fundingFrac), 2)} each 8 h, volatility flat (${assumptions.volatility || 'no options'})`,
    `            a tick moves no price by more than ${percent(assumptions.filter.stepMaxFrac)}`,
    `  opened    perpetuals long ${money(books.longNotional)}, short ${money(books.shortNotional)}`,
  ].join('\n')
}

function coinsText({ history }: PopulationReport): string {
  const right = (head: string) => ({ head, align: 'right' as const })
  return tableText(
    [{ head: 'marks' }, right('first'), right('lowest mark'), right('lowest trade'), right('last')],
    history.coins.map(({ coin, first, low, tradedLow, last }) => [
      coin,
      price(first),
      signedPercent(low / first - 1),
      signedPercent(tradedLow / first - 1),
      signedPercent(last / first - 1),
    ]),
  )
}

interface ModeLine {
  readonly words: string
  readonly of: (summary: Summary, mode: ModeReport) => string
  /** Of the whole venue, which no part of the books has for itself. */
  readonly venue?: true
}

const count = (value: number): string => exact(String(value))

const modeLines: readonly ModeLine[] = [
  { words: 'opened', of: ({ opened, books }) => `${count(opened)} of ${count(books)}` },
  { words: 'called', of: ({ called }) => count(called) },
  { words: 'liquidated wholly', of: ({ liquidatedWholly }) => count(liquidatedWholly) },
  { words: 'liquidated in part', of: ({ liquidatedPartly }) => count(liquidatedPartly) },
  { words: 'notional liquidated', of: ({ volume }) => money(volume) },
  { words: 'liquidation fees', of: ({ fees }) => money(fees) },
  { words: 'slippage', of: ({ slippage }) => money(slippage) },
  { words: 'margin the fund kept', of: ({ surplus }) => money(surplus) },
  { words: 'losses beyond accounts', of: ({ bankruptcy }) => money(bankruptcy) },
  { words: 'fund at the end', of: (_, { fund }) => money(fund.after), venue: true },
  { words: 'fund at its lowest', of: (_, { fund }) => money(fund.low), venue: true },
  { words: 'deleveraged books', of: ({ deleveragedBooks }) => count(deleveragedBooks) },
  { words: 'deleveraged notional', of: ({ deleveragedVolume }) => money(deleveragedVolume) },
  { words: 'shared out', of: ({ socialised }) => money(socialised) },
  { words: 'borne by the venue', of: (_, { flows }) => money(flows.uncovered), venue: true },
  { words: 'profit of all', of: ({ profit }) => signedMoney(profit) },
  { words: 'had all been held', of: ({ profitHeld }) => signedMoney(profitHeld) },
  { words: 'lost beyond holding', of: ({ beyondHolding }) => signedMoney(beyondHolding) },
]

function modesText({ modes }: PopulationReport, of: (mode: ModeReport) => Summary, isWhole: boolean): string {
  const lines = modeLines.filter(({ venue }) => isWhole || venue === undefined)
  const refused = isWhole ? [...new Set(modes.flatMap((mode) => Object.keys(mode.refused)))] : []
  const rows = lines.map((line) => [line.words, ...modes.map((mode) => line.of(of(mode), mode))])
  const reasons = refused.map((why) => [`  not: ${why}`, ...modes.map((mode) => count(mode.refused[why] ?? 0))])
  return tableText(modeColumns({ modes }), [...rows.slice(0, 1), ...reasons, ...rows.slice(1)])
}

function modeColumns({ modes }: Pick<PopulationReport, 'modes'>) {
  return [{ head: '' }, ...modes.map(({ mode }) => ({ head: mode, align: 'right' as const }))]
}

type Groups = (mode: ModeReport) => readonly (Summary & { readonly name: string })[]

function groupsText({ modes }: PopulationReport, head: string, of: Groups): string {
  const names = of(modes[0] as ModeReport).map(({ name, books }) => ({ name, books }))
  const right = (text: string) => ({ head: text, align: 'right' as const })
  const columns = [{ head }, right('books'), ...modes.flatMap(({ mode }) => [right(mode), right('beyond')])]
  const rows = names.map(({ name, books }, i) => [
    name,
    count(books),
    ...modes.flatMap((mode) => {
      const group = of(mode)[i] as Summary
      return [liquidatedWords(group), signedMoney(group.beyondHolding)]
    }),
  ])
  return tableText(columns, rows)
}

/** Liquidated of those opened. */
function liquidatedWords({ opened, liquidatedWholly, liquidatedPartly }: Summary): string {
  return `${count(liquidatedWholly + liquidatedPartly)} of ${count(opened)}`
}

const blocks = '▁▂▃▄▅▆▇█'
const asciiBlocks = '.:-=+*%#'

function barsText({ modes }: PopulationReport, { width, unicode }: Terminal): string {
  const cells = Math.min(96, width - 16)
  const binned = modes.map(({ series }) => binsOf(series.volume, cells))
  const most = Math.max(1, ...binned.flat())
  const signs = unicode ? blocks : asciiBlocks
  const lines = modes.map(({ mode }, i) => {
    const bar = (binned[i] ?? []).map((volume) => (volume === 0 ? ' ' : signs[Math.ceil((volume / most) * 8) - 1]))
    return `  ${mode.padEnd(10)} ${bar.join('').trimEnd()}`
  })
  return `${lines.join('\n')}\n  ${' '.repeat(10)} the tallest is ${money(most)}`
}

function binsOf(values: readonly number[], count: number): readonly number[] {
  const bins = new Array<number>(count).fill(0)
  for (const [i, value] of values.entries()) {
    const bin = Math.floor((i * count) / values.length)
    bins[bin] = (bins[bin] as number) + value
  }
  return bins
}

function moneyText({ modes }: PopulationReport): string {
  const lines = modes.map(({ mode, conserved, commands, assessed, bruteForce }) => {
    const open = Object.entries(conserved).filter(([, sum]) => sum !== '0')
    const words =
      open.length === 0
        ? 'sums to 0 in every asset'
        : `is off by ${open.map(([asset, sum]) => `${sum} ${asset}`).join(', ')}`
    return `  ${mode.padEnd(10)} money ${words}; ${count(commands)} commands, ${count(assessed)} of ${count(bruteForce)} margin computations needed`
  })
  return lines.join('\n')
}
