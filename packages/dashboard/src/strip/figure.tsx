import type { KeyboardEvent, ReactNode } from 'react'
import type { Explanation } from '../explain/explanation.ts'

interface Props {
  readonly label: string
  readonly value: ReactNode
  readonly note: ReactNode
  readonly tone?: 'loss'
  readonly explanation: Explanation
  readonly onExplain: (explanation: Explanation) => void
}

/** A headline figure that opens its explanation: click, Enter, or `?` while it has the focus. */
export function Figure({ label, value, note, tone, explanation, onExplain }: Props) {
  const open = () => onExplain(explanation)
  return (
    <div className="figure">
      <h2 className="figure-label">{label}</h2>
      <button
        type="button"
        className="figure-value"
        data-tone={tone}
        aria-haspopup="dialog"
        title="About this number"
        onClick={open}
        onKeyDown={(event) => opensExplanation(event) && open()}
      >
        {value}
        <span className="visually-hidden">, about this number</span>
      </button>
      <p className="figure-note">{note}</p>
    </div>
  )
}

/** Works only on a focused figure, so it takes no key from anything else on the page. */
export function opensExplanation({ key }: KeyboardEvent): boolean {
  return key === '?'
}
