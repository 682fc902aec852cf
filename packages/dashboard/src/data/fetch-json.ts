/** Why there is nothing to show: what happened, what it means and what to do. */
export interface Trouble {
  /** For a search or a report: `http.503`, `network`, or the server's own code. */
  readonly code: string
  readonly happened: string
  readonly advice: string
}

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly trouble: Trouble }

const unreachable: Trouble = {
  code: 'network',
  happened: 'The Plimsoll server does not answer.',
  advice:
    'Start it again with “npm start” (or “npx plimsoll serve”), then try again. Nothing is lost: the page keeps no data.',
}

/** A JSON document of our own server. Aborting rejects; every other failure is a value. */
export async function fetchJson<T>(address: string, signal: AbortSignal): Promise<Answer<T>> {
  try {
    const response = await fetch(address, { signal, headers: { accept: 'application/json' } })
    const body: unknown = await response.json().catch(() => null)
    if (response.ok && body !== null) return { ok: true, value: body as T }
    return { ok: false, trouble: refusal(response, body) }
  } catch (error) {
    if (signal.aborted) throw error
    return { ok: false, trouble: unreachable }
  }
}

/** What the page reads of the server's problem document (RFC 9457). */
interface ProblemDocument {
  readonly title?: string
  readonly problems?: readonly { readonly code: string; readonly message: string }[]
}

function refusal(response: Response, body: unknown): Trouble {
  const { title, problems } = (body ?? {}) as ProblemDocument
  const [first] = problems ?? []
  return {
    code: first?.code ?? `http.${response.status}`,
    happened: [title ?? 'The server could not make these figures', first?.message].filter(Boolean).join(': '),
    advice:
      response.status === 404
        ? 'Pick another book above. If there is none, server and page may be of different versions: build both again with “npm run build”.'
        : 'Try again. If it stays, look at what the server printed in its terminal, and report it with the code.',
  }
}
