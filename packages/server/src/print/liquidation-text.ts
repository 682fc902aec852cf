import type { LiquidationResult, LiquidationSide, MarginResult } from '@plimsoll/core'
import { price, signedPercent, unknownSign } from './number-words.ts'
import { tableText } from './table.ts'

/** For each underlying, and for all together, the nearest move down and up that liquidates: percent first, price second. */
export function liquidationText({ liquidation, pools }: MarginResult): string {
  if (liquidation.length === 0) return '  none: nothing in this account moves with a price'
  const withPool = pools.length > 1
  const reasons: string[] = []
  const rows = liquidation.map((row) => [
    scopeWords(row.scope),
    ...(withPool ? [row.pool] : []),
    sideText(row.below, reasons),
    sideText(row.above, reasons),
  ])
  const columns = [{ head: 'when moves' }, ...(withPool ? [{ head: 'pool' }] : []), { head: 'down' }, { head: 'up' }]
  return [tableText(columns, rows), ...reasons.map((reason, i) => `  (${i + 1}) ${reason}`)].join('\n')
}

export function scopeWords(scope: string): string {
  return scope === 'all' ? 'all together' : scope
}

function sideText(side: LiquidationSide, reasons: string[]): string {
  switch (side.state) {
    case 'found':
      return foundText(side)
    case 'already':
      return 'now: already in liquidation'
    default:
      return `${side.state === 'none' ? 'none' : unknownSign} (${footnote(side.reason, reasons)})`
  }
}

function foundText({ moveFrac, mark, indexPrice, straddles }: Extract<LiquidationSide, { state: 'found' }>): string {
  const at = mark === null ? (indexPrice === null ? '' : ` at index ${price(indexPrice)}`) : ` at mark ${price(mark)}`
  return `${signedPercent(moveFrac)}${at}${straddles ? ' (a step of the requirement)' : ''}`
}

/** Reasons repeat; each is told once, below the table. */
function footnote(reason: string, reasons: string[]): number {
  const known = reasons.indexOf(reason)
  return known >= 0 ? known + 1 : reasons.push(reason)
}

/** The smallest found move of all rows and sides. */
export function nearestOf(
  rows: readonly LiquidationResult[],
): { readonly scope: string; readonly moveFrac: number } | null {
  let best: { scope: string; moveFrac: number } | null = null
  for (const { scope, below, above } of rows)
    for (const side of [below, above])
      if (side.state === 'found' && (best === null || Math.abs(side.moveFrac) < Math.abs(best.moveFrac)))
        best = { scope, moveFrac: side.moveFrac }
  return best
}
