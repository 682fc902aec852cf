import { type ExampleRule, recordIn, venues } from '@plimsoll/core'
import { CaseError } from './case-error.ts'
import { varRules } from './var-examples.ts'

type Fields = Readonly<Record<string, unknown>>

/** By venue and model in lower case, as files vary in theirs. */
const rules: ReadonlyMap<string, ExampleRule> = new Map(
  [varRules, ...venues().map(({ conformance }) => conformance?.examples ?? {})].flatMap((group) =>
    Object.entries(group).map(([key, rule]) => [key.toLowerCase(), rule] as const),
  ),
)

/** Which rule applies is told by venue and model, never by the name of the case. */
export function computePublished(fields: Fields): unknown {
  const key = `${String(fields['venue'] ?? '')}: ${String(fields['model'] ?? '')}`.toLowerCase()
  const rule = rules.get(key)
  if (rule === undefined) throw new CaseError('model.unsupported', `no rule for ${key}`)
  return rule(recordIn(fields, 'inputs'))
}
