interface Props {
  readonly isTable: boolean
  readonly onToggle: () => void
  readonly of: string
}

export function TableToggle({ isTable, onToggle, of }: Props) {
  return (
    <button type="button" className="button" onClick={onToggle}>
      {isTable ? 'Chart' : 'Table'}
      <span className="visually-hidden"> of the {of}</span>
    </button>
  )
}
