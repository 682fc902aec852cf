import { money } from '../../print/number-words.ts'
import type { ModeReport, PopulationReport } from '../study.ts'
import type { Summary } from '../summary.ts'
import { escaped, html, type Markup } from './markup.ts'

const width = 1000
const height = 100

/** Points of a line as a path over the whole box: x by place, y by value between `low` and `high`. */
function linePath(values: readonly number[], low: number, high: number): string {
  const span = high > low ? high - low : 1
  return values
    .map((value, i) => {
      const x = (i * width) / Math.max(1, values.length - 1)
      const y = height - ((value - low) * height) / span
      return `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(2)}`
    })
    .join('')
}

/** A bar for each value above zero. */
function barsPath(values: readonly number[], most: number): string {
  return values
    .map((value, i) => {
      if (value <= 0) return ''
      const x = ((i + 0.5) * width) / values.length
      return `M${x.toFixed(1)} ${height}V${(height - (value * height) / most).toFixed(2)}`
    })
    .join('')
}

function svg(label: string, inner: Markup): Markup {
  return html`<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label="${label}">${inner}</svg>`
}

/** Bars are too many to be seen one by one: each shown is the sum of some. */
const shownBars = 240

function binned(values: readonly number[]): readonly number[] {
  const count = Math.min(shownBars, values.length)
  const bins = new Array<number>(count).fill(0)
  for (const [i, value] of values.entries()) {
    const bin = Math.floor((i * count) / values.length)
    bins[bin] = (bins[bin] as number) + value
  }
  return bins
}

/** The first coin's mark, and what each mode liquidated under it, on one axis of time and one scale. */
export function timeChart(report: PopulationReport): Markup {
  const bars = report.modes[0]?.series.at.length ?? 0
  return stretchChart(report, { from: 0, to: bars })
}

/** A day's bars around the one in which most was liquidated, all modes together. */
export function crashChart(report: PopulationReport): Markup {
  const { modes, history } = report
  const bars = modes[0]?.series.at.length ?? 0
  const together = Array.from({ length: bars }, (_, i) =>
    modes.reduce((sum, { series }) => sum + (series.volume[i] as number), 0),
  )
  const peak = together.indexOf(Math.max(...together))
  const day = Math.max(12, Math.round((24 * 60) / history.barMinutes))
  const from = Math.max(0, Math.min(bars - day, peak - Math.round(day / 3)))
  return stretchChart(report, { from, to: Math.min(bars, from + day) })
}

/** Bars of the history, the last one exclusive. */
interface Stretch {
  readonly from: number
  readonly to: number
}

function stretchChart({ modes, history }: PopulationReport, { from, to }: Stretch): Markup {
  const [first] = modes
  const price = first?.series.price.slice(from, to) ?? []
  const [low, high] = [Math.min(...price), Math.max(...price)]
  const volumes = modes.map(({ series }) => binned(series.volume.slice(from, to)))
  const most = Math.max(1, ...volumes.flat())
  const coin = history.coins[0]?.coin ?? ''
  return html`<figure>
    <div class="plot tall"><p class="plot-name">${coin}<span class="quiet">lowest mark of each bar, ${money(low)} to ${money(high)}</span></p>
      ${svg(`lowest mark of ${coin} in each bar`, html`<path class="trace" d="${linePath(price, low, high)}"/>`)}</div>
    ${modes.map(
      (
        mode,
        i,
      ) => html`<div class="plot" data-mode="${mode.mode}"><p class="plot-name">${mode.mode}<span class="quiet">${money(sumOf(volumes[i] ?? []))} liquidated</span></p>
      ${svg(`notional liquidated in ${mode.mode} mode over the study`, html`<path class="bars" d="${barsPath(volumes[i] ?? [], most)}"/>`)}</div>`,
    )}
    ${dates(first?.series.at.slice(from, to) ?? [])}
    <p class="quiet small">All three on one scale: the tallest bar is ${money(most)} USDT.</p>
  </figure>`
}

export function fundChart({ modes }: PopulationReport): Markup {
  const all = modes.flatMap(({ series }) => series.fund)
  const high = Math.max(1, ...all)
  return html`<figure>
    ${modes.map(
      (
        mode,
      ) => html`<div class="plot" data-mode="${mode.mode}"><p class="plot-name">${mode.mode}<span class="quiet">lowest ${money(mode.fund.low)}</span></p>
      ${svg(`insurance fund in ${mode.mode} mode over the study`, html`<line class="grid" x1="0" y1="0" x2="${width}" y2="0"/><path class="trace" d="${linePath(mode.series.fund, 0, high)}"/>`)}</div>`,
    )}
    ${dates(modes[0]?.series.at ?? [])}
    <p class="quiet small">From 0 at the bottom to ${money(high)} USDT at the top.</p>
  </figure>`
}

/** Five instants along the axis: days, or hours of a day. */
function dates(at: readonly number[]): Markup {
  const shown = [0, 0.25, 0.5, 0.75, 1].map((share) => at[Math.round(share * (at.length - 1))] ?? 0)
  const isDay = (at.at(-1) ?? 0) - (at[0] ?? 0) < 2 * 86_400_000
  const text = (instant: number): string => {
    const [day = '', time = ''] = new Date(instant).toISOString().split('T')
    return isDay ? `${day.slice(5)} ${time.slice(0, 5)}` : day.slice(5)
  }
  return html`<p class="dates">${shown.map((instant) => html`<span>${text(instant)}</span>`)}</p>`
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

type Named = Summary & { readonly name: string }

/** For each group and mode: which share of its opened books was liquidated, wholly and in part. */
export function shareChart(modes: readonly ModeReport[], of: (mode: ModeReport) => readonly Named[]): Markup {
  const groups = of(modes[0] as ModeReport)
  return html`<div class="rows">${groups.map(
    ({ name, books }, i) => html`<div>
      <p class="row-name"><b>${name}</b><span class="quiet small">${String(books)} books</span></p>
      ${modes.map((mode) => shareLine(mode.mode, of(mode)[i] as Named))}
    </div>`,
  )}</div>`
}

function shareLine(mode: string, { opened, liquidatedWholly, liquidatedPartly }: Named): Markup {
  const share = (count: number): string => (opened === 0 ? '0' : ((100 * count) / opened).toFixed(2))
  const words = opened === 0 ? 'none could open' : `${liquidatedWholly} + ${liquidatedPartly} of ${opened}`
  return html`<div class="bar-line" data-mode="${mode}"><span>${mode}</span><span class="bar-track"><i style="width:${share(liquidatedWholly)}%"></i><i style="width:${share(liquidatedPartly)}%"></i></span><span>${words}</span></div>`
}

/** Text that the page is called by. */
export function titleOf({ population, history }: PopulationReport): string {
  return escaped(
    `Plimsoll: ${population} accounts from ${history.from.slice(0, 10)} to ${lastDay(history.to)} in three modes`,
  )
}

/** The study ends where its last day does. */
export function lastDay(to: string): string {
  return new Date(Date.parse(to) - 1).toISOString().slice(0, 10)
}
