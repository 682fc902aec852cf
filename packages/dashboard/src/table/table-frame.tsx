import type { ReactNode, Ref } from 'react'

interface Props {
  readonly label: string
  readonly children: ReactNode
  readonly rowCount?: number
  readonly frame?: Ref<HTMLDivElement>
  readonly className?: string
}

/** A real table that scrolls inside its card; the frame takes the focus so that the keyboard can scroll it. */
export function TableFrame({ label, children, rowCount, frame, className = '' }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard.
    // biome-ignore lint/a11y/useSemanticElements: a section inside a section would add a landmark for each table.
    <div className={`table-frame ${className}`} role="group" aria-label={`${label}, table`} tabIndex={0} ref={frame}>
      <table aria-rowcount={rowCount}>{children}</table>
    </div>
  )
}
