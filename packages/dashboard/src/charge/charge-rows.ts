import type { Charge } from '../data/core-types.ts'
import { apportion } from './apportion.ts'
import { type ChargeUnits, unitsBelow } from './charge-units.ts'

/** A line of the charge table. */
export interface ChargeRow {
  /** Place in the tree: `0.2.1`. */
  readonly id: string
  readonly depth: number
  readonly name: string
  /** As shown: rounded so that the rows of a sum add up to its total. */
  readonly shown: number
  readonly units: ChargeUnits
  readonly charge: Charge | null
  /** Part of a max or min that does not decide it. */
  readonly isIdle: boolean
}

/** Longer lists show their largest parts, and the rest as one line that keeps the sum. */
const partsShown = 12

/** The rows in view: an opened charge is followed by its parts. `whole` names charges whose long list is shown in full. */
export function chargeRows(
  root: Charge,
  units: ChargeUnits,
  opened: ReadonlySet<string>,
  whole: ReadonlySet<string>,
): readonly ChargeRow[] {
  const rows: ChargeRow[] = []
  const visit = (charge: Charge, row: ChargeRow): void => {
    const { id, depth, shown, isIdle } = row
    rows.push(row)
    if (!opened.has(id)) return
    const units = unitsBelow(charge, row.units)
    const below = { depth: depth + 1, units }
    const shownParts = partAmounts(charge, shown, units.digits)
    const listed = listedParts(charge, whole.has(id))
    for (const i of listed) {
      const part = charge.parts[i]
      if (part !== undefined)
        visit(part, {
          ...below,
          id: `${id}.${i}`,
          name: part.name,
          shown: shownParts[i] ?? part.amount,
          charge: part,
          isIdle: isIdle || !decides(charge, part),
        })
    }
    const rest = shownParts.reduce((sum, amount, i) => (listed.includes(i) ? sum : sum + amount), 0)
    const hidden = charge.parts.length - listed.length
    if (hidden > 0)
      rows.push({ ...below, id: `${id}.rest`, name: `${hidden} smaller parts`, shown: rest, charge: null, isIdle })
  }
  visit(root, { id: '0', depth: 0, name: root.name, shown: root.amount, units, charge: root, isIdle: false })
  return rows
}

interface Place {
  readonly charge: Charge
  readonly id: string
}

/** The charges opened at first: the largest one in sight after the other, as far as a table of moderate length allows. */
export function openedAtFirst(root: Charge, rowsMax = 14): ReadonlySet<string> {
  const opened = new Set<string>()
  let closed: readonly Place[] = [{ charge: root, id: '0' }]
  let rows = 1
  for (let next = largest(closed); next !== undefined; next = largest(closed)) {
    const { charge, id } = next
    rows += Math.min(charge.parts.length, partsShown + 1)
    if (rows > rowsMax && opened.size > 0) break
    opened.add(id)
    const parts = charge.parts
      .map((part, i) => ({ charge: part, id: `${id}.${i}` }))
      .filter((place) => decides(charge, place.charge))
    closed = [...closed.filter((place) => place.id !== id), ...parts]
  }
  return opened
}

function largest(places: readonly Place[]): Place | undefined {
  const size = ({ charge }: Place) => Math.abs(charge.amount)
  return places
    .filter(({ charge }) => charge.parts.length > 0 && charge.amount !== 0)
    .reduce<Place | undefined>(
      (best, place) => (best === undefined || size(place) > size(best) ? place : best),
      undefined,
    )
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
