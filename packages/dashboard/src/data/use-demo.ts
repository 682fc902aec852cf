import { useCallback, useEffect, useState } from 'react'
import type { MarginMode } from './core-types.ts'
import type { Demo, DemoList } from './demo.ts'
import { type Answer, fetchJson, type Trouble } from './fetch-json.ts'

export type Loaded<T> =
  /** `last` is the answer shown before, of another address. */
  | { readonly state: 'loading'; readonly last?: T }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly trouble: Trouble; readonly retry: () => void }

export function useDemoList(): Loaded<DemoList> {
  return useJson<DemoList>('v1/demo')
}

/** The book under a mode; under its own when none is chosen. Nothing is loaded while there is no name. */
export function useDemo(name: string | undefined, mode: MarginMode | undefined): Loaded<Demo> {
  const query = mode === undefined ? '' : `?mode=${mode}`
  return useJson<Demo>(name === undefined ? undefined : `v1/demo/${encodeURIComponent(name)}${query}`)
}

/** An answer is ready only for the address it came from; while another is on its way, it is what was shown last. */
function useJson<T>(address: string | undefined): Loaded<T> {
  const [settled, setSettled] = useState<{ readonly key: string; readonly answer: Answer<T> }>()
  const [attempt, setAttempt] = useState(0)
  const retry = useCallback(() => setAttempt((count) => count + 1), [])
  const key = `${attempt} ${address}`
  useEffect(() => {
    if (address === undefined) return
    const controller = new AbortController()
    fetchJson<T>(address, controller.signal).then(
      (answer) => setSettled({ key, answer }),
      () => undefined,
    )
    return () => controller.abort()
  }, [address, key])
  if (settled === undefined) return { state: 'loading' }
  const { answer } = settled
  if (settled.key !== key) return answer.ok ? { state: 'loading', last: answer.value } : { state: 'loading' }
  return answer.ok ? { state: 'ready', value: answer.value } : { state: 'failed', trouble: answer.trouble, retry }
}
