import type { MarginResult } from '@plimsoll/core'
import { chargeCurrencies } from './charge-currency.ts'
import { briefTree, chargeTreeText, wholeTree } from './charge-tree.ts'
import { collateralText } from './collateral-text.ts'
import { liquidationText } from './liquidation-text.ts'
import { money, percent, price, unknownSign } from './number-words.ts'
import { parametersText } from './parameters-text.ts'
import { positionsText } from './positions-text.ts'
import { printableCopy } from './printable.ts'
import { problemsText } from './problems-text.ts'
import { standingText } from './standing-words.ts'
import type { Terminal } from './terminal.ts'

/** Everything a desk asks of one account, most urgent first. With `explain` the whole working. */
export function marginText(
  found: MarginResult,
  terminal: Terminal,
  { explain = false }: { readonly explain?: boolean } = {},
): string {
  const result = printableCopy(found)
  return [
    headText(result, terminal),
    stripText(result, terminal),
    section('Nearest liquidation', liquidationText(result), terminal),
    ...treesText(result, terminal, explain),
    section('Collateral', collateralText(result), terminal),
    section('Positions', positionsText(result, terminal, explain ? Number.POSITIVE_INFINITY : 12), terminal),
    ...(explain ? [section('Parameters', parametersText(result), terminal)] : []),
    ...(result.problems.length > 0
      ? [section('Problems', problemsText(result.problems, explain ? 50 : 8), terminal)]
      : []),
  ].join('\n\n')
}

/** The working alone: both trees, whole, and where their parameters come from. */
export function explanationText(found: MarginResult, terminal: Terminal): string {
  const result = printableCopy(found)
  return [
    headText(result, terminal),
    stripText(result, terminal),
    ...treesText(result, terminal, true),
    section('Parameters', parametersText(result), terminal),
    ...(result.problems.length > 0 ? [section('Problems', problemsText(result.problems, 50), terminal)] : []),
  ].join('\n\n')
}

function section(title: string, body: string, { paint }: Terminal): string {
  return `${paint('bold', title)}\n${body}`
}

function headText({ account, mode, model, parameters, at, currency }: MarginResult, { paint }: Terminal): string {
  const when = at.replace('T', ' ').replace(/\.000Z$|Z$/, ' UTC')
  return `${paint('bold', account)} · ${mode} margin, model ${model} (parameters ${parameters.set}, ${parameters.provenance})\n${when}, amounts in ${currency}`
}

/** The state of the account in two lines: how much of it is used, and what is left. */
function stripText(result: MarginResult, terminal: Terminal): string {
  const { maintenanceUse, standing, trigger, worstPool, pools } = result
  const used = usedText(result)
  const where = pools.length > 1 ? `  in pool ${worstPool}` : ''
  const liquidatedAt = trigger === 1 ? '' : `, liquidation at ${percent(trigger)}`
  const headline = `Maintenance margin used  ${terminal.paint('bold', used)}  ${standingText(standing, terminal)}  ${bar(maintenanceUse, trigger)}${where}${liquidatedAt}`
  const figures = [
    `Equity ${money(result.equity)}`,
    `after haircuts ${money(result.adjustedEquity)}`,
    `maintenance ${money(result.maintenanceMargin)}`,
    `initial ${money(result.initialMargin)}`,
    `free to open ${money(result.freeCollateral)}`,
  ]
  return [`  ${headline}`.trimEnd(), joinedText(figures, terminal), ...venueWords(result, terminal)].join('\n')
}

function usedText({ maintenanceUse, maintenanceMargin }: MarginResult): string {
  if (maintenanceUse !== null) return percent(maintenanceUse, maintenanceUse < 0.1 ? 1 : 0)
  return maintenanceMargin === 0 ? 'nothing required' : unknownSign
}

/** Parted by dots, on as many lines as they need. */
function joinedText([first = '', ...others]: readonly string[], { width }: Terminal): string {
  let line = `  ${first}`
  const lines: string[] = []
  for (const part of others) {
    const longer = `${line} · ${part}`
    if (longer.length <= width) line = longer
    else {
      lines.push(line)
      line = `  ${part}`
    }
  }
  return [...lines, line].join('\n')
}

const barWidth = 24

/** Filled up to the use, the trigger being the whole; empty when the use is not known. */
function bar(use: number | null, trigger: number): string {
  if (use === null) return ''
  const filled = Math.round(barWidth * Math.min(1, Math.max(0, use / trigger)))
  return '█'.repeat(filled) + '░'.repeat(barWidth - filled)
}

/** The venue's own figures, to the digits that are read; --json has all of them. */
function venueWords({ venue, venueFigures }: MarginResult, terminal: Terminal): readonly string[] {
  const [first, ...others] = Object.entries(venueFigures).map(([name, figure]) => `${name} ${price(figure)}`)
  return first === undefined ? [] : [joinedText([`${venue} shows ${first}`, ...others], terminal)]
}

function treesText(result: MarginResult, terminal: Terminal, explain: boolean): readonly string[] {
  const options = explain ? wholeTree : briefTree
  const text = (charge: MarginResult['initial']): string =>
    charge === null
      ? `  ${unknownSign} the requirement is not known; see the problems`
      : chargeTreeText(charge, chargeCurrencies(charge, result.currency), options, terminal)
  const trees = [section('What makes the maintenance margin', text(result.maintenance), terminal)]
  return explain ? [...trees, section('What makes the initial margin', text(result.initial), terminal)] : trees
}
