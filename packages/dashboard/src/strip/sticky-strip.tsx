import { type RefObject, useEffect, useState } from 'react'
import type { MarginResult } from '../data/core-types.ts'
import { money } from '../format/format.ts'
import { StandingBadge } from '../standing/standing-badge.tsx'
import { roomOf, worstPoolOf } from './room.ts'
import { usedText } from './state-strip.tsx'

interface Props {
  readonly margin: MarginResult
  readonly title: string
  /** Shown while this is out of sight. */
  readonly strip: RefObject<HTMLElement | null>
}

/** The state in one line while the strip is scrolled away. Hidden from assistive tech: it repeats the strip. */
export function StickyStrip({ margin, title, strip }: Props) {
  const [isAway, setAway] = useState(false)
  useEffect(() => {
    if (strip.current === null) return
    const observer = new IntersectionObserver(([entry]) =>
      setAway(entry !== undefined && !entry.isIntersecting && entry.boundingClientRect.bottom < 0),
    )
    observer.observe(strip.current)
    return () => observer.disconnect()
  }, [strip])
  if (!isAway) return null
  const pool = worstPoolOf(margin)
  return (
    <div className="sticky-strip" aria-hidden="true">
      <b className="sticky-use" data-standing={margin.standing}>
        {usedText(margin)}
      </b>
      <StandingBadge standing={margin.standing} />
      <span>
        room {money(roomOf(pool), pool?.currency ?? margin.currency)}
        {margin.pools.length > 1 && ` of ${margin.worstPool}`}
      </span>
      <span className="sticky-title">{title}</span>
    </div>
  )
}
