import { exact, money, percent, price, signedMoney, signedPercent } from '../../print/number-words.ts'
import type { ModeReport, PopulationReport } from '../study.ts'
import type { Summary } from '../summary.ts'
import { crashChart, fundChart, lastDay, shareChart, timeChart, titleOf } from './charts.ts'
import { html, type Markup, verbatim } from './markup.ts'
import { style } from './style.ts'

/** The study as one HTML file that needs nothing else: no script, no font, no picture from anywhere. */
export function reportPage(report: PopulationReport): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>${verbatim(titleOf(report))}</title>
<style>${verbatim(style)}</style>
</head>
<body>
${header(report)}
<main>
${report.modes.map(modeCard)}
<section><h2>Price, and what was liquidated</h2>${timeChart(report)}</section>
<section><h2>The day on which most was liquidated</h2>${crashChart(report)}</section>
<section class="half"><h2>Insurance fund</h2>${fundChart(report)}</section>
<section class="half"><h2>Marks are not wicks</h2><p class="quiet">Lowest mark and lowest trade of the venue, from the first mark on</p>${coinsTable(report)}</section>
<section class="half"><h2>Who was liquidated, by kind of book</h2><p class="quiet">Wholly + in part, of those that the mode could open</p>${shareChart(report.modes, ({ byKind }) => byKind)}</section>
<section class="half"><h2>Who was liquidated, by leverage</h2><p class="quiet">Gross notional ÷ collateral at the opening</p>${shareChart(report.modes, ({ byLeverage }) => byLeverage)}</section>
<section><h2>What each mode cost</h2><p class="quiet">Every book as its mode took it, and only the books that all three modes opened, side by side</p>${modesTable(report)}</section>
<section class="half"><h2>Lost beyond holding on</h2><p class="quiet">USDT, by kind of book: what the liquidated would have more had nobody closed them; negative where it saved them</p>${kindsTable(report)}</section>
<section class="half"><h2>How it was made</h2>${assumptions(report)}</section>
</main>
</body>
</html>
`
  return page.markup
}

const count = (value: number): string => exact(String(value))

function header({ population, seed, history, assumptions, books }: PopulationReport): Markup {
  const impact = assumptions.impact === 0 ? 'prices as they were' : `liquidations move prices, × ${assumptions.impact}`
  return html`<header><h1>Plimsoll population study</h1>
<p>${count(population)} accounts · ${history.from.slice(0, 10)} to ${lastDay(history.to)} · ${count(history.ticks)} ticks · seed ${seed} · ${impact}</p></header>
<p class="strip">Made-up accounts in real prices. Perpetuals opened: ${money(books.longNotional)} long, ${money(books.shortNotional)} short, USDT.</p>`
}

function modeCard({ mode, model, all, fund, refused }: ModeReport): Markup {
  const notOpened = Object.values(refused).reduce((sum, each) => sum + each, 0)
  const line = (words: string, value: string): Markup => html`<dt>${words}</dt><dd>${value}</dd>`
  return html`<section class="mode" data-mode="${mode}">
<h2>${mode} <span class="quiet">${model}</span></h2>
<p class="big">${count(all.liquidatedWholly + all.liquidatedPartly)} <span class="quiet small">liquidated of ${count(all.opened)}</span></p>
<dl>${[
    line('wholly, in part', `${count(all.liquidatedWholly)} · ${count(all.liquidatedPartly)}`),
    line('could not be opened', count(notOpened)),
    line('notional liquidated', money(all.volume)),
    line('losses beyond accounts', money(all.bankruptcy)),
    line('fund, lowest', money(fund.low)),
    line('books deleveraged', count(all.deleveragedBooks)),
  ]}</dl></section>`
}

function coinsTable({ history }: PopulationReport): Markup {
  return html`<div class="frame"><table><thead><tr><th scope="col">Coin</th><th scope="col">First</th><th scope="col">Lowest mark</th><th scope="col">Lowest trade</th><th scope="col">Last</th></tr></thead><tbody>${history.coins.map(
    ({ coin, first, low, tradedLow, last }) =>
      html`<tr><th scope="row">${coin}</th><td>${price(first)}</td><td>${signedPercent(low / first - 1)}</td><td>${signedPercent(tradedLow / first - 1)}</td><td>${signedPercent(last / first - 1)}</td></tr>`,
  )}</tbody></table></div>`
}

interface CostLine {
  readonly words: string
  readonly of: (summary: Summary) => string
}

const costLines: readonly CostLine[] = [
  { words: 'Opened', of: ({ opened }) => count(opened) },
  { words: 'Called', of: ({ called }) => count(called) },
  { words: 'Liquidated wholly', of: ({ liquidatedWholly }) => count(liquidatedWholly) },
  { words: 'Liquidated in part', of: ({ liquidatedPartly }) => count(liquidatedPartly) },
  { words: 'Notional liquidated', of: ({ volume }) => money(volume) },
  { words: 'Liquidation fees', of: ({ fees }) => money(fees) },
  { words: 'Slippage', of: ({ slippage }) => money(slippage) },
  { words: 'Margin the fund kept', of: ({ surplus }) => money(surplus) },
  { words: 'Losses beyond accounts', of: ({ bankruptcy }) => money(bankruptcy) },
  { words: 'Deleveraged books', of: ({ deleveragedBooks }) => count(deleveragedBooks) },
  { words: 'Deleveraged notional', of: ({ deleveragedVolume }) => money(deleveragedVolume) },
  { words: 'Losses shared out', of: ({ socialised }) => money(socialised) },
  { words: 'Profit of all', of: ({ profit }) => signedMoney(profit) },
  { words: 'Had all been held', of: ({ profitHeld }) => signedMoney(profitHeld) },
  { words: 'Lost beyond holding', of: ({ beyondHolding }) => signedMoney(beyondHolding) },
]

function modesTable({ modes }: PopulationReport): Markup {
  const sets: readonly ((mode: ModeReport) => Summary)[] = [({ all }) => all, ({ common }) => common]
  const heads = sets.map(() => modes.map(({ mode }) => html`<th scope="col" class="mode-head">${mode}</th>`))
  return html`<div class="frame"><table><thead><tr><td></td><th scope="colgroup" colspan="${modes.length}">every book</th><th scope="colgroup" colspan="${modes.length}">opened by all modes</th></tr><tr><th scope="col">USDT</th>${heads.flat()}</tr></thead><tbody>${costLines.map(
    ({ words, of }) =>
      html`<tr><th scope="row">${words}</th>${sets.flatMap((set) => modes.map((mode) => html`<td>${of(set(mode))}</td>`))}</tr>`,
  )}</tbody></table></div>`
}

function kindsTable({ modes }: PopulationReport): Markup {
  const kinds = modes[0]?.byKind ?? []
  return html`<div class="frame"><table><thead><tr><th scope="col">Kind of book</th>${modes.map(({ mode }) => html`<th scope="col" class="mode-head">${mode}</th>`)}</tr></thead><tbody>${kinds.map(
    ({ name }, i) =>
      html`<tr><th scope="row">${name}</th>${modes.map(({ byKind }) => lossCell(byKind[i]?.beyondHolding ?? 0))}</tr>`,
  )}</tbody></table></div>`
}

function lossCell(amount: number): Markup {
  return html`<td${verbatim(amount > 0 ? ' class="loss"' : '')}>${signedMoney(amount)}</td>`
}

function assumptions({ assumptions, history, modes }: PopulationReport): Markup {
  const { fund, fundingFrac, callUse, filter, volatility } = assumptions
  const isConserved = modes.every(({ conserved }) => Object.values(conserved).every((sum) => sum === '0'))
  const points = [
    `Prices: ${history.name}, ${count(history.bars)} bars of ${history.barMinutes} minutes, one venue’s trades. Beyond the middle move of ${filter.witnesses.join(', ')} a mark moves by at most ${percent(filter.ownMoveMaxFrac)} at a time; no tick moves a price by more than ${percent(filter.stepMaxFrac)}.`,
    'Accounts: made up. Sizes, leverages and shares of each kind are assumed, not measured; nobody adds margin, closes or stops a loss by himself.',
    'A book that lacks initial margin in a mode is not opened there, and not made smaller.',
    `Insurance fund ${exact(fund)} USDT at the beginning; funding ${percent(Number(fundingFrac), 2)} every eight hours; called from ${percent(callUse)} of maintenance used; volatilities flat (${volatility === '' ? 'no options' : volatility}).`,
    'Isolated and cross by the generic tier tables, portfolio by the house model. Depth of markets is assumed.',
    isConserved
      ? 'Money: the balances of all accounts and books sum to 0 in every asset and every mode, to the last unit.'
      : 'Money: the balances do not sum to 0.',
  ]
  return html`<ul>${points.map((point) => html`<li>${point}</li>`)}</ul>`
}
