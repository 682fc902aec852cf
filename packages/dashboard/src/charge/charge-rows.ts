import type { Charge } from '../data/core-types.ts'
import { apportion } from './apportion.ts'

/** A line of the charge table. */
export interface ChargeRow {
  /** Place in the tree: `0.2.1`. */
  readonly id: string
  readonly depth: number
  readonly name: string
  /** As shown: rounded so that the rows of a sum add up to its total. */
  readonly shown: number
  readonly charge: Charge | null
  /** Part of a max or min that does not decide it. */
  readonly isIdle: boolean
}

/** Longer lists show their largest parts, and the rest as one line that keeps the sum. */
const partsShown = 12

/** The rows in view: an opened charge is followed by its parts. `whole` names charges whose long list is shown in full. */
export function chargeRows(
  root: Charge,
  digits: number,
  opened: ReadonlySet<string>,
  whole: ReadonlySet<string>,
): readonly ChargeRow[] {
  const rows: ChargeRow[] = []
  const visit = (charge: Charge, id: string, depth: number, shown: number, isIdle: boolean): void => {
    rows.push({ id, depth, name: charge.name, shown, charge, isIdle })
    if (!opened.has(id)) return
    const shownParts = partAmounts(charge, shown, digits)
    const listed = listedParts(charge, whole.has(id))
    for (const i of listed) {
      const part = charge.parts[i]
      if (part !== undefined)
        visit(part, `${id}.${i}`, depth + 1, shownParts[i] ?? part.amount, isIdle || !decides(charge, part))
    }
    const rest = shownParts.reduce((sum, amount, i) => (listed.includes(i) ? sum : sum + amount), 0)
    const hidden = charge.parts.length - listed.length
    if (hidden > 0)
      rows.push({
        id: `${id}.rest`,
        depth: depth + 1,
        name: `${hidden} smaller parts`,
        shown: rest,
        charge: null,
        isIdle,
      })
  }
  visit(root, '0', 0, root.amount, false)
  return rows
}

/** The charges opened at first: as deep as a table of moderate length allows. */
export function openedAtFirst(root: Charge, rowsMax = 14): ReadonlySet<string> {
  const opened = new Set<string>()
  let level = [{ charge: root, id: '0' }]
  let count = 1
  while (level.length > 0) {
    const next = level.flatMap(({ charge, id }) => charge.parts.map((part, i) => ({ charge: part, id: `${id}.${i}` })))
    count += level.reduce((sum, { charge }) => sum + Math.min(charge.parts.length, partsShown + 1), 0)
    if (count > rowsMax && opened.size > 0) break
    for (const { charge, id } of level) if (charge.parts.length > 0) opened.add(id)
    level = next
  }
  return opened
}

function partAmounts({ rule, parts }: Charge, shown: number, digits: number): readonly number[] {
  const amounts = parts.map(({ amount }) => amount)
  return rule === 'sum' ? apportion(shown, amounts, digits) : amounts
}

/** Only a sum can leave its small parts to one line: of the other rules every part is needed to follow it. */
function listedParts({ rule, parts }: Charge, isWhole: boolean): readonly number[] {
  const all = parts.map((_, i) => i)
  if (isWhole || rule !== 'sum' || parts.length <= partsShown) return all
  const size = (i: number) => Math.abs(parts[i]?.amount ?? 0)
  return all
    .toSorted((a, b) => size(b) - size(a))
    .slice(0, partsShown)
    .toSorted((a, b) => a - b)
}

function decides({ rule }: Charge, part: Charge): boolean {
  return (rule !== 'max' && rule !== 'min') || part.binding === true
}
