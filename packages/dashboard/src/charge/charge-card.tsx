import { useState } from 'react'
import type { Charge, MarginResult } from '../data/core-types.ts'
import { amountIn, fixed, money } from '../format/format.ts'
import { Card } from '../frame/card.tsx'
import { TableFrame } from '../table/table-frame.tsx'
import { type ChargeRow, chargeRows, openedAtFirst } from './charge-rows.ts'
import { unitsOfTotal } from './charge-units.ts'
import { ruleWords } from './charge-words.ts'

/** Why the requirement is what it is: its tree, row by row. */
export function ChargeCard({ margin }: { readonly margin: MarginResult }) {
  const { maintenance, currency, parameters, problems, pools } = margin
  return (
    <Card
      title="What makes the maintenance margin"
      aside={currency}
      note={`Parameters ${parameters.set} (${parameters.provenance}) · ${margin.model}`}
    >
      {maintenance === null ? (
        <p className="empty">— {problems[0]?.message ?? 'The requirement is not known.'}</p>
      ) : (
        <ChargeTable key={`${margin.account} ${margin.model}`} root={maintenance} currency={currency} pools={pools} />
      )}
    </Card>
  )
}

interface TableProps extends Pick<MarginResult, 'currency' | 'pools'> {
  readonly root: Charge
}

function ChargeTable({ root, currency, pools }: TableProps) {
  const [opened, setOpened] = useState(() => openedAtFirst(root))
  const [whole, setWhole] = useState<ReadonlySet<string>>(new Set())
  const rows = chargeRows(root, unitsOfTotal(root, currency, pools), opened, whole)
  return (
    <TableFrame label="What makes the maintenance margin" className="charges">
      <caption className="visually-hidden">
        Maintenance margin {money(root.amount, currency)}: each row follows from the rows indented below it by the rule
        beside it
      </caption>
      <thead>
        <tr>
          <th scope="col">Part</th>
          <th scope="col" className="rule">
            How
          </th>
          <th scope="col" className="number">
            Amount
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            currency={currency}
            isOpen={opened.has(row.id)}
            onToggle={() => setOpened(toggled(opened, row.id))}
            onShowWhole={() => setWhole(toggled(whole, row.id.replace(/\.rest$/, '')))}
          />
        ))}
      </tbody>
    </TableFrame>
  )
}

interface RowProps {
  readonly row: ChargeRow
  /** Of the whole table; a row in another one says so. */
  readonly currency: string
  readonly isOpen: boolean
  readonly onToggle: () => void
  readonly onShowWhole: () => void
}

function Row({ row, currency, isOpen, onToggle, onShowWhole }: RowProps) {
  const { depth, name, shown, units, charge, isIdle } = row
  const hasParts = charge !== null && charge.parts.length > 0
  return (
    <tr className={depth === 0 ? 'total' : ''} data-idle={isIdle || undefined}>
      <th scope="row" style={{ paddingLeft: `${0.5 + Math.min(depth, 6) * 0.875}rem` }}>
        {hasParts ? (
          <button type="button" className="twisty" aria-expanded={isOpen} onClick={onToggle}>
            <svg viewBox="0 0 12 12" aria-hidden="true">
              <path d="M4 2.5L8 6l-4 3.5" fill="none" stroke="currentColor" strokeWidth="1.6" />
            </svg>
            {sentence(name)}
          </button>
        ) : charge === null ? (
          <button type="button" className="twisty" onClick={onShowWhole}>
            {name}: show all
          </button>
        ) : (
          <span className="twisty-gap">{sentence(name)}</span>
        )}
        {hasParts && <span className="sub rule-below">{ruleWords(charge)}</span>}
      </th>
      <td className="quiet rule">
        {charge === null ? 'left out above' : ruleWords(charge)}
        {charge?.binding && <span className="tag">decides</span>}
        {isIdle && !charge?.binding && <span className="tag tag-quiet">does not decide</span>}
      </td>
      <td className="number">{units.currency === currency ? fixed(shown, units.digits) : amountIn(shown, units)}</td>
    </tr>
  )
}

/** A charge's name with a capital, and a true minus before its figures. */
function sentence(name: string): string {
  return (name.charAt(0).toUpperCase() + name.slice(1)).replace(/(?<=^|\s)-(?=\d)/g, '\u2212')
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(id)) next.add(id)
  return next
}
