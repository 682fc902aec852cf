import { engine } from '../../packages/core/src/index.ts'
import type { Untimed } from '../../packages/server/src/runtime/answer.ts'

/** Writers that submit side by side, each with commands of its own. */
export const writers: readonly string[] = ['w0', 'w1', 'w2', 'w3']

/** Commands that a writer has on their way at once. */
export const windowMax = 24

/** Commands between snapshots: few, so that many kills fall on one. */
export const snapshotEvery = 200

/** The key of a writer's command; `writerOf` reads it. */
export function keyOf(writer: string, i: number): string {
  return `${writer}-${i}`
}

/** What a writer submits as its `i`-th command: the same whenever it is asked. */
export function commandOf(writer: string, i: number): Untimed {
  const parsed = engine.parseCommand({ at: 0, ...fieldsOf(writer, i) })
  if (!parsed.ok) throw new TypeError(`a planned command must be one: ${JSON.stringify(parsed.problems)}`)
  const { at: _, ...untimed } = parsed.value
  return untimed as Untimed
}

function fieldsOf(writer: string, i: number): Record<string, unknown> {
  if (i === 0) return { type: 'open', account: writer, mode: 'cross', model: 'generic/cross' }
  const amount = String(((i * 7919) % 1000) + 1)
  const cash = { account: writer, asset: 'USDT', amount }
  if (i % 5 === 3) return { type: 'withdraw', ...cash }
  if (i % 7 === 4) return { type: 'transfer', ...cash, to: writers[i % writers.length] }
  return { type: 'deposit', ...cash }
}
