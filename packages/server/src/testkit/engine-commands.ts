import { engine } from '@plimsoll/core'
import type { Untimed } from '../runtime/answer.ts'

type Fields = Readonly<Record<string, unknown>>

/** An account in the plainest mode. */
export function opening(account: string): Fields {
  return { type: 'open', account, mode: 'cross', model: 'generic/cross' }
}

export function depositing(account: string, amount: string): Fields {
  return { type: 'deposit', account, asset: 'USDT', amount }
}

/** A command from its JSON; without an instant when that gives none. */
export function told(fields: Fields): Untimed {
  const parsed = engine.parseCommand({ at: 0, ...fields })
  if (!parsed.ok) throw new Error(parsed.problems.map(({ path, message }) => `${path} ${message}`).join('\n'))
  const { at, ...rest } = parsed.value
  return (fields['at'] === undefined ? rest : { ...rest, at }) as Untimed
}
