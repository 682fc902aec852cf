import type { Standing } from '../data/core-types.ts'
import { standingWords } from './standing.ts'
import { StandingMark } from './standing-mark.tsx'

export function StandingBadge({ standing }: { readonly standing: Standing }) {
  return (
    <span className="standing" data-standing={standing}>
      <StandingMark standing={standing} /> {standingWords[standing]}
    </span>
  )
}
