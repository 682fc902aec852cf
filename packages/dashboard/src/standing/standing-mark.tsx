import type { ReactNode } from 'react'
import type { Standing } from '../data/core-types.ts'

/** Drawn, because the characters look different on every system. */
const shapes: Readonly<Record<Standing, ReactNode>> = {
  calm: <circle cx="8" cy="8" r="6" fill="currentColor" />,
  watch: (
    <>
      <circle cx="8" cy="8" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M8 2.75a5.25 5.25 0 0 0 0 10.5z" fill="currentColor" />
    </>
  ),
  act: <path d="M8 2l6.5 11.5h-13z" fill="currentColor" />,
  danger: <rect x="2.5" y="2.5" width="11" height="11" fill="currentColor" />,
  liquidating: <path d="M3.5 3.5l9 9m0-9l-9 9" stroke="currentColor" strokeWidth="3" strokeLinecap="round" />,
  unknown: (
    <circle cx="8" cy="8" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.5 2" />
  ),
}

/** The shape of a standing, so that it is never told by colour alone; the word stands beside it. */
export function StandingMark({ standing }: { readonly standing: Standing }) {
  return (
    <svg className="mark" viewBox="0 0 16 16" aria-hidden="true">
      {shapes[standing]}
    </svg>
  )
}
