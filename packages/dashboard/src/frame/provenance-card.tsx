import type { MarginResult } from '../data/core-types.ts'
import { instant } from '../format/format.ts'
import { TableFrame } from '../table/table-frame.tsx'
import { Card } from './card.tsx'

/** Where the parameters come from, and which of them are not as well founded as the rest. */
export function ProvenanceCard({ margin: { at, model, parameters } }: { readonly margin: MarginResult }) {
  const { set, provenance, source, exceptions } = parameters
  return (
    <Card title="Where the parameters come from" isWide>
      <p>
        <b>{model}</b>, set <b>{set}</b> <span className="tag">{provenance}</span> {source}
      </p>
      <p className="quiet">Prices: one snapshot of {instant(at)}.</p>
      {exceptions.length > 0 && (
        <TableFrame label="Parameters with a provenance of their own">
          <thead>
            <tr>
              <th scope="col">Parameter</th>
              <th scope="col">Provenance</th>
              <th scope="col">Source</th>
            </tr>
          </thead>
          <tbody>
            {exceptions.map((exception) => (
              <tr key={exception.path}>
                <th scope="row">
                  <code>{exception.path}</code>
                </th>
                <td>{exception.provenance}</td>
                <td className="wrap">{exception.source}</td>
              </tr>
            ))}
          </tbody>
        </TableFrame>
      )}
    </Card>
  )
}
