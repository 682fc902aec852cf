import { engineRules } from '@plimsoll/core'
import type { Answer, Taken } from '../runtime/answer.ts'
import { openRuntime, type Runtime, type RuntimeOptions } from '../runtime/runtime.ts'
import { told } from './engine-commands.ts'
import { MemoryJournal } from './memory-journal.ts'

export const rules: ReturnType<typeof engineRules> = engineRules()
export const startAt = 1_700_000_000_000

/** A runtime on a journal in memory, whose clock stands at `startAt`. */
export async function started(options: Partial<RuntimeOptions> = {}): Promise<Runtime> {
  return openRuntime({ journal: new MemoryJournal(), rules, clock: () => startAt, ...options })
}

export function submit(runtime: Runtime, fields: Readonly<Record<string, unknown>>, key?: string): Promise<Answer> {
  return runtime.submit({ command: told(fields), key })
}

/** What was answered to a command that was taken. */
export async function taken(answer: Promise<Answer>): Promise<Taken> {
  const found = await answer
  if (!found.isTaken) throw new Error(`must be taken, is ${found.code}: ${found.message}`)
  return found
}

/** Why a command was not taken or not done; `done` when it was. */
export async function codeOf(answer: Promise<Answer>): Promise<string> {
  const found = await answer
  return found.isTaken ? (found.refusal?.code ?? 'done') : found.code
}

/** USDT of an account. */
export function balance({ state }: Runtime, account: string): string | undefined {
  return state.accounts.get(account)?.balances.get('USDT')?.toString()
}
