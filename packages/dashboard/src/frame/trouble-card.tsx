import { useState } from 'react'
import type { Trouble } from '../data/fetch-json.ts'

interface Props {
  readonly trouble: Trouble
  readonly onRetry: () => void
}

/** What happened, what to do, and a code to report. */
export function TroubleCard({ trouble: { code, happened, advice }, onRetry }: Props) {
  const [isCopied, setCopied] = useState(false)
  const copy = () =>
    navigator.clipboard.writeText(`Plimsoll page: ${code}: ${happened}`).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <section className="trouble card" role="alert">
      <h2>There is nothing to show</h2>
      <p>{happened}</p>
      <p>{advice}</p>
      <p className="trouble-actions">
        <button type="button" className="button" onClick={onRetry}>
          Try again
        </button>
        <button type="button" className="button" onClick={copy}>
          {isCopied ? 'Copied' : 'Copy for a report'}
        </button>
        <span className="quiet">
          code <code>{code}</code>
        </span>
      </p>
    </section>
  )
}
