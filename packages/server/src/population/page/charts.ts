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
export function timeChart({ modes, history }: PopulationReport): Markup {
  const [first] = modes
  const price = first?.series.price ?? []
  const [low, high] = [Math.min(...price), Math.max(...price)]
  const volumes = modes.map(({ series }) => binned(series.volume))
  const most = Math.max(1, ...volumes.flat())
  const coin = history.coins[0]?.coin ?? ''
  return html`<figure>
    <div class="plot tall"><p class="plot-name">${coin} mark<span class="quiet">${money(low)} to ${money(high)}</span></p>
      ${svg(`mark of ${coin} over the study`, html`<path class="trace" d="${linePath(price, low, high)}"/>`)}</div>
    ${modes.map(
      (
        mode,
        i,
      ) => html`<div class="plot" data-mode="${mode.mode}"><p class="plot-name">${mode.mode}<span class="quiet">${money(mode.all.volume)} liquidated</span></p>
      ${svg(`notional liquidated in ${mode.mode} mode over the study`, html`<path class="bars" d="${barsPath(volumes[i] ?? [], most)}"/>`)}</div>`,
    )}
    ${dates(first)}
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
    ${dates(modes[0])}
    <p class="quiet small">From 0 at the bottom to ${money(high)} USDT at the top.</p>
  </figure>`
}

function dates(mode: ModeReport | undefined): Markup {
  const at = mode?.series.at ?? []
  const shown = [0, 0.25, 0.5, 0.75, 1].map((share) => at[Math.round(share * (at.length - 1))] ?? 0)
  return html`<p class="dates">${shown.map((instant) => html`<span>${new Date(instant).toISOString().slice(5, 10)}</span>`)}</p>`
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
