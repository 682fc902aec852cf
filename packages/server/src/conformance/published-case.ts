import { binanceRules } from './binance-examples.ts'
import { bybitRules } from './bybit-examples.ts'
import { CaseError, recordIn } from './case-error.ts'
import { decentralisedRules } from './decentralised-examples.ts'
import type { ExampleRule } from './example-rule.ts'
import { okxRules } from './okx-examples.ts'
import { spanRules } from './span-examples.ts'
import type { VectorCase } from './vector-file.ts'

/** By venue and model, as the files write them. */
const rules: ReadonlyMap<string, ExampleRule> = new Map(
  [binanceRules, bybitRules, okxRules, decentralisedRules, spanRules].flatMap((group) => Object.entries(group)),
)

/** Which rule applies is told by venue and model, never by the name of the case. */
export function computePublished({ fields }: VectorCase): unknown {
  const key = `${String(fields['venue'] ?? '').toLowerCase()}: ${String(fields['model'] ?? '')}`
  const rule = rules.get(key)
  if (rule === undefined) throw new CaseError('model.unsupported', `no rule for ${key}`)
  return rule(recordIn(fields, 'inputs'))
}
