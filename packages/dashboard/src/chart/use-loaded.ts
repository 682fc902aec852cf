import { useEffect, useState } from 'react'

/**
 * What a promise gives; undefined until then. In place of `lazy`: React holds back what was suspended for 300 ms after
 * its fallback was shown, also when the chunk has long been there.
 */
export function useLoaded<T extends object>(promise: Promise<T>): T | 'failed' | undefined {
  const [loaded, setLoaded] = useState<T | 'failed'>()
  useEffect(() => {
    promise.then(setLoaded, () => setLoaded('failed'))
  }, [promise])
  return loaded
}
