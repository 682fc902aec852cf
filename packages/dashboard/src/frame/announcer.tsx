import type { Demo } from '../data/demo.ts'
import { standingWords } from '../standing/standing.ts'
import { usedText } from '../strip/state-strip.tsx'

/** Tells a screen reader the state of what is shown, once it has changed. Always there: a region that appears says nothing. */
export function Announcer({ demo }: { readonly demo: Demo | undefined }) {
  const isUrgent = demo?.margin.standing === 'danger' || demo?.margin.standing === 'liquidating'
  return (
    <p className="visually-hidden" aria-live={isUrgent ? 'assertive' : 'polite'}>
      {demo !== undefined &&
        `${demo.title}, ${demo.mode}: maintenance margin used ${usedText(demo.margin)} ${standingWords[demo.margin.standing]}`}
    </p>
  )
}
