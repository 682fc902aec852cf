import { useCallback, useEffect, useState } from 'react'
import type { MarginMode } from './core-types.ts'

export const modes: readonly MarginMode[] = ['isolated', 'cross', 'portfolio']

/** What is looked at, kept in the address so that a view can be bookmarked and the back button works. */
export interface Address {
  readonly book?: string
  /** The book's own when absent. */
  readonly mode?: MarginMode
}

export function useAddress(): readonly [Address, (next: Address) => void] {
  const [address, setAddress] = useState(() => parseAddress(location.hash))
  useEffect(() => {
    const follow = () => setAddress(parseAddress(location.hash))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  const go = useCallback((next: Address) => {
    location.hash = addressText(next)
  }, [])
  return [address, go]
}

/** Reads `#book=stressed&mode=cross`; what it does not know it leaves out. */
export function parseAddress(hash: string): Address {
  const fields = new URLSearchParams(hash.replace(/^#/, ''))
  const book = fields.get('book')
  const mode = modes.find((known) => known === fields.get('mode'))
  return { ...(book !== null && book !== '' && { book }), ...(mode !== undefined && { mode }) }
}

function addressText({ book, mode }: Address): string {
  const fields = new URLSearchParams()
  if (book !== undefined) fields.set('book', book)
  if (mode !== undefined) fields.set('mode', mode)
  return fields.toString()
}
