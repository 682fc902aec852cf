import type { Failure } from '../data/core-types.ts'

/** What is missing or had to be assumed: a figure that depends on it is shown as unknown. */
export function ProblemsBanner({ problems }: { readonly problems: readonly Failure[] }) {
  if (problems.length === 0) return null
  return (
    <details className="problems card" open={problems.length <= 3}>
      <summary>
        {problems.length === 1 ? '1 thing is' : `${problems.length} things are`} missing or assumed; what depends on it
        is shown as —
      </summary>
      <ul>
        {problems.map(({ code, path, message }) => (
          <li key={`${code} ${path} ${message}`}>
            {message} <code>{code}</code> <code>{path}</code>
          </li>
        ))}
      </ul>
    </details>
  )
}
