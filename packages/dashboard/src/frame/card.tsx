import type { ReactNode } from 'react'

interface Props {
  readonly title: string
  readonly aside?: ReactNode
  readonly note?: ReactNode
  readonly isWide?: boolean
  readonly children: ReactNode
}

/** A panel that answers one question. */
export function Card({ title, aside, note, isWide = false, children }: Props) {
  return (
    <section className={isWide ? 'card wide' : 'card'} aria-label={title}>
      <header className="card-head">
        <h2>{title}</h2>
        {aside !== undefined && <div className="card-aside">{aside}</div>}
      </header>
      {children}
      {note !== undefined && <p className="card-note">{note}</p>}
    </section>
  )
}
