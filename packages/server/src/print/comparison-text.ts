import type { Comparison, ComparisonRow } from '@plimsoll/core'
import { scopeWords } from './liquidation-text.ts'
import { money, percent, price, signedPercent, unknownSign } from './number-words.ts'
import { printableCopy } from './printable.ts'
import { problemsText } from './problems-text.ts'
import { standingText } from './standing-words.ts'
import { type Column, tableText } from './table.ts'
import type { Terminal } from './terminal.ts'
import { wrapped } from './wrapped.ts'

/**
 * One row a venue and mode; the cheapest and the first to be liquidated are marked. What a parameter lacks for, what cannot be
 * held, and where we made a mistake, is told below, with the reason.
 */
export function comparisonText(comparison: Comparison, terminal: Terminal): string {
  const { account, currency, rows } = printableCopy(comparison)
  const lacking = rows.filter(lacksParameter)
  const broken = rows.filter(isBroken)
  const shown = rows.filter((row) => row.holds && !lacking.includes(row) && !broken.includes(row))
  const refused = rows.filter(({ holds }) => !holds)
  const heading = `${terminal.paint('bold', account)} at each venue and in each mode, amounts in ${currency}`
  return [
    heading,
    ...(shown.length > 0 ? figureSections(shown, terminal) : []),
    ...reasonsSection('Needs parameters that are not known here (--params)', lacking, terminal),
    ...reasonsSection('Cannot hold this book', refused, terminal),
    ...reasonsSection('Our mistake [engine.bug]', broken, terminal),
    ...problemsSection(shown, terminal),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function lacksParameter({ holds, initialMargin, reasons }: ComparisonRow): boolean {
  return holds && initialMargin === null && reasons.some(({ code }) => code === 'params.missing')
}

function isBroken({ reasons }: ComparisonRow): boolean {
  return reasons.some(({ code }) => code === 'engine.bug')
}

function figureSections(rows: readonly ComparisonRow[], terminal: Terminal): readonly string[] {
  return [
    tableText(
      figureColumns,
      rows.map((row) => figureCells(row, terminal)),
    ),
    remarks(rows, terminal).join('\n'),
    section('In the venue’s words, and where its numbers come from', wordsTable(rows), terminal),
  ]
}

function reasonsSection(title: string, rows: readonly ComparisonRow[], terminal: Terminal): readonly string[] {
  return rows.length > 0 ? [section(title, reasonsText(rows, terminal), terminal)] : []
}

function section(title: string, body: string, { paint }: Terminal): string {
  return `${paint('bold', title)}\n${body}`
}

const right = (head: string): Column => ({ head, align: 'right' })

const figureColumns: readonly Column[] = [
  { head: 'venue and mode' },
  right('initial'),
  right('maintenance'),
  right('used'),
  { head: 'standing' },
  { head: 'liquidated at' },
  right('saves'),
]

function figureCells(row: ComparisonRow, terminal: Terminal): readonly string[] {
  const { initialMargin, maintenanceMargin, maintenanceUse, standing, benefitFrac, mode } = row
  return [
    nameOf(row),
    money(initialMargin),
    money(maintenanceMargin),
    percent(maintenanceUse),
    standingText(standing, terminal),
    moveText(row),
    mode === 'cross' ? '' : benefitFrac === null ? unknownSign : signedPercent(benefitFrac),
  ]
}

/** The model, with its mode where its name does not say it. */
function nameOf({ mode, model }: ComparisonRow): string {
  return model.includes(mode) ? model : `${model} (${mode})`
}

function moveText({ nearest, standing }: ComparisonRow): string {
  if (standing === 'liquidating') return 'now'
  if (standing === 'unknown') return unknownSign
  return nearest === null ? 'no price' : `${scopeWords(nearest.scope)} ${signedPercent(nearest.moveFrac)}`
}

function wordsTable(rows: readonly ComparisonRow[]): string {
  return tableText(
    [{ head: 'model' }, { head: 'equity ÷ maintenance', align: 'right' }, { head: 'shows' }, { head: 'parameters' }],
    rows.map((row) => [row.model, percent(row.marginRatio, 0), figureText(row), setText(row)]),
  )
}

function figureText({ venueFigure }: ComparisonRow): string {
  return venueFigure === null ? '' : `${venueFigure.name} ${price(venueFigure.value)}`
}

/** `published 2024-06-17, 3 others`: where the set comes from, its name, and how many parameters come from elsewhere. */
function setText({ parameters }: Pick<ComparisonRow, 'parameters'>): string {
  const { provenance, set, exceptions } = parameters
  return `${provenance} ${set}${exceptions === 0 ? '' : `, ${exceptions} from elsewhere`}`
}

/** Models of a venue of which the same is said on one line; the first reason says enough, the rest are counted. */
function reasonsText(rows: readonly ComparisonRow[], { width }: Terminal): string {
  const alike = Map.groupBy(rows, ({ venue, reasons }) => `${venue} ${reasonWords(reasons)}`)
  return [...alike.values()]
    .map((group) => {
      const models = group.map(({ model }) => model).join(', ')
      return wrapped(`  ${models}: ${reasonWords(group[0]?.reasons ?? [])}`, width)
    })
    .join('\n')
}

function reasonWords([first, ...others]: ComparisonRow['reasons']): string {
  if (first === undefined) return unknownSign
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`
  return `${pathWords(first.path)}${first.message}${more}`
}

/** `/positions/BTC~1USDT:USDT` is a pointer; its last name is what a person looks for. */
function pathWords(path: string): string {
  const isHolding = /^\/(positions|balances)\//.test(path)
  const name = path.split('/').at(-1)?.replaceAll('~1', '/').replaceAll('~0', '~') ?? ''
  return isHolding ? `${name}: ` : ''
}

function remarks(rows: readonly ComparisonRow[], { width }: Terminal): readonly string[] {
  const differ = new Set(rows.flatMap(({ initialMargin }) => (initialMargin === null ? [] : [initialMargin]))).size > 1
  const cheapest = differ ? rows.find(({ isCheapest }) => isCheapest) : undefined
  const first = rows.find(({ isFirstToLiquidate }) => isFirstToLiquidate)
  const gone = rows.filter(({ standing }) => standing === 'liquidating')
  const idle = rows.filter((row) => (row.idle ?? 0) >= centOrMore)
  return [
    ...(cheapest === undefined ? [] : [`  Cheapest: ${cheapest.mode} (${cheapest.model})${benefit(cheapest)}`]),
    ...(gone.length === 0 ? [] : [`  Liquidated now: ${gone.map(({ model }) => model).join(', ')}`]),
    ...(first === undefined || gone.length > 0 ? [] : [`  First to be liquidated: ${first.mode} (${first.model})`]),
    ...(idle.length === 0 ? [] : [`  Idle, set aside beyond what is needed: ${idle.map(idleText).join(', ')}`]),
  ].map((line) => wrapped(line, width))
}

/** Less is what rounding leaves. */
const centOrMore = 0.005

function idleText({ model, idle }: ComparisonRow): string {
  return `${money(idle)} in ${model}`
}

function benefit({ benefitFrac }: ComparisonRow): string {
  return benefitFrac === null || benefitFrac <= 0 ? '' : `, ${percent(benefitFrac)} less initial margin than cross`
}

/** What every row says is said once; what some say, with their models. */
function problemsSection(rows: readonly ComparisonRow[], terminal: Terminal): readonly string[] {
  const byText = Map.groupBy(
    rows.flatMap(({ model, problems }) => problems.map((problem) => ({ model, problem }))),
    ({ problem }) => JSON.stringify(problem),
  )
  const told = [...byText.values()].flatMap((same) => {
    const [first] = same
    if (first === undefined) return []
    const { problem } = first
    if (same.length > 1 && same.length === rows.length) return [problem]
    return [{ ...problem, message: `${same.map(({ model }) => model).join(', ')}: ${problem.message}` }]
  })
  return told.length === 0 ? [] : [section('Problems', problemsText(told, 8), terminal)]
}
