import type { AccountRules } from '../engine/account.ts'
import type { EngineRules } from '../engine/rules.ts'
import type { MarginModel } from '../margin/model.ts'
import type { Eligibility, LiquidationPolicy } from '../margin/venue-profile.ts'
import { type Result, success } from '../num/result.ts'
import { bindModel, byName, documentOf } from './resolve.ts'

/** Models of different settings that are remembered; more are made anew each time. */
const modelsMax = 10_000

/** The rules of every venue there is, for an engine. Models are made once and shared by the accounts that name them. */
export function engineRules(): EngineRules {
  const bySet = new Map<string, Result<MarginModel>>()
  const byDocument = new WeakMap<object, Map<string, Result<MarginModel>>>()
  return {
    modelOf(rules, parameters) {
      const document = rules.set === undefined ? undefined : parameters.get(rules.set)
      const known = typeof document === 'object' && document !== null ? tableOf(byDocument, document) : bySet
      const key = `${rules.model} ${rules.set ?? ''} ${rules.settings === undefined ? '' : JSON.stringify(rules.settings)}`
      const made = known.get(key) ?? makeModel(rules, document ?? rules.set)
      // What fails is not kept: names from outside must not fill the table.
      if (made.ok && known.size < modelsMax) known.set(key, made)
      return made
    },
    eligibilityOf: (model) => profileOf(model)?.eligibility.find((row: Eligibility) => row.model === model),
    liquidationOf: (model) => profileOf(model)?.liquidation.find((row: LiquidationPolicy) => row.model === model),
  }
}

/** Two engines may define different documents under one name. */
function tableOf<V>(tables: WeakMap<object, Map<string, V>>, document: object): Map<string, V> {
  const table = tables.get(document) ?? new Map<string, V>()
  tables.set(document, table)
  return table
}

function makeModel({ model, set, settings }: AccountRules, parameters: unknown): Result<MarginModel> {
  const choice = byName(model)
  if (!choice.ok) return choice
  // What its venue publishes under a name, no document takes the place of: accounts that are under it stay under it.
  const isPublished = choice.value.definition.sets.some((known) => known.set === set)
  const document = isPublished ? null : documentOf(parameters)
  if (document !== null && !document.ok) return document
  const book = {
    account: '',
    model,
    balances: new Map(),
    positions: [],
    orders: [],
    ...(settings === undefined ? {} : { settings }),
  }
  const bound = bindModel(choice.value, book, isPublished ? set : parameters, document?.value ?? null)
  return bound.ok ? success(bound.value.model) : bound
}

function profileOf(model: string) {
  const choice = byName(model)
  return choice.ok ? choice.value.venue.profile : undefined
}
