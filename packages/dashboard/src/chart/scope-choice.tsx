import { scopeText } from '../strip/liquidation-moves.ts'

interface Props {
  readonly label: string
  readonly scopes: readonly string[]
  readonly scope: string
  readonly onScope: (scope: string) => void
}

/** Which coin moves. */
export function ScopeChoice({ label, scopes, scope, onScope }: Props) {
  return (
    <label className="choice">
      <span className="visually-hidden">{label}</span>
      <select value={scope} onChange={(event) => onScope(event.target.value)}>
        {scopes.map((name) => (
          <option key={name} value={name}>
            {scopeText(name)}
          </option>
        ))}
      </select>
    </label>
  )
}
