import type { Charge } from '@plimsoll/core'
import type { ChargeCurrencies } from './charge-currency.ts'
import { coins, money, quantity } from './number-words.ts'
import type { Terminal } from './terminal.ts'

interface TreeOptions {
  /** Levels below the root that are shown. */
  readonly depthMax: number
  /** Parts of one node that are shown; the largest come first when not all fit. */
  readonly partsMax: number
  /** Whether each line says by which rule its amount follows from its parts. */
  readonly withRules: boolean
  /** Whether parts that come to nothing are shown. */
  readonly withZeros: boolean
}

export const briefTree: TreeOptions = { depthMax: 3, partsMax: 6, withRules: false, withZeros: false }
export const wholeTree: TreeOptions = {
  depthMax: 64,
  partsMax: Number.POSITIVE_INFINITY,
  withRules: true,
  withZeros: true,
}

interface Line {
  readonly branch: string
  readonly charge: Charge
}

/**
 * The working of a requirement, one charge a line, amounts to the right. An amount in another currency than the
 * root's has its code beside it.
 */
export function chargeTreeText(
  root: Charge,
  currencies: ChargeCurrencies,
  options: TreeOptions,
  terminal: Terminal,
): string {
  const lines = [{ branch: '', charge: root }, ...linesBelow(root, '', 1, options)]
  const amounts = amountColumn(
    lines.map((line) => ('charge' in line ? line.charge : null)),
    currencies,
    currencies.get(root),
  )
  const amountWidth = Math.max(...amounts.map((text) => text.length))
  const nameWidth = Math.max(20, terminal.width - 4 - amountWidth)
  return lines
    .map((line, i) => {
      const text = 'charge' in line ? `${line.branch}${nameOf(line.charge, options)}` : line.rest
      const cut = text.length > nameWidth ? `${text.slice(0, nameWidth - 1)}…` : text
      return `  ${cut.padEnd(nameWidth)}  ${amounts[i] ?? ''}`.trimEnd()
    })
    .join('\n')
}

/** Figures to the right under each other, codes of other currencies behind them. */
function amountColumn(
  charges: readonly (Charge | null)[],
  currencies: ChargeCurrencies,
  usual: string | undefined,
): readonly string[] {
  const cells = charges.map((charge) => {
    const currency = charge === null ? undefined : currencies.get(charge)
    if (charge === null || currency === usual) return { figure: charge === null ? '' : money(charge.amount), code: '' }
    return { figure: coins(charge.amount), code: ` ${currency}` }
  })
  const figureWidth = Math.max(...cells.map(({ figure }) => figure.length))
  const codeWidth = Math.max(...cells.map(({ code }) => code.length))
  return cells.map(({ figure, code }) => `${figure.padStart(figureWidth)}${code.padEnd(codeWidth)}`)
}

function linesBelow(
  charge: Charge,
  indent: string,
  depth: number,
  options: TreeOptions,
): readonly (Line | { readonly rest: string })[] {
  if (depth > options.depthMax) return []
  const parts = options.withZeros ? charge.parts : charge.parts.filter(({ amount }) => amount !== 0)
  const shown = shownParts(parts, options.partsMax)
  const hidden = parts.length - shown.length
  const lines = shown.flatMap((part, i) => {
    const isLast = i === shown.length - 1 && hidden === 0
    const below = linesBelow(part, `${indent}${isLast ? '   ' : '│  '}`, depth + 1, options)
    return [{ branch: `${indent}${isLast ? '└─ ' : '├─ '}`, charge: part }, ...below]
  })
  return hidden > 0 ? [...lines, { rest: `${indent}└─ and ${hidden} more (--explain shows all)` }] : lines
}

/** The largest by amount when not all fit, in the tree's own order. */
function shownParts(parts: readonly Charge[], most: number): readonly Charge[] {
  if (parts.length <= most) return parts
  const largest = [...parts].sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount)).slice(0, most)
  return parts.filter((part) => largest.includes(part))
}

function nameOf(charge: Charge, { withRules }: TreeOptions): string {
  const binding = charge.binding ? ' (decides)' : ''
  return withRules ? `${charge.name}${binding}${ruleWords(charge)}` : `${charge.name}${binding}`
}

function ruleWords({ rule, by, digits, direction, parts }: Charge): string {
  switch (rule) {
    case 'leaf':
      return ''
    case 'scale':
      return ` = ${quantity(by ?? 1, 8)} ×`
    case 'rootSumSquare':
      return ` = √Σ² of ${parts.length}`
    case 'round':
      return ` = rounded ${direction ?? 'nearest'} to ${digits ?? 0} digits`
    default:
      return parts.length === 0 ? '' : ` = ${rule} of ${parts.length}`
  }
}
