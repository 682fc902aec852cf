import type { AccountRules } from '../engine/account.ts'
import type { EngineRules } from '../engine/rules.ts'
import type { MarginModel } from '../margin/model.ts'
import type { Eligibility, LiquidationPolicy } from '../margin/venue-profile.ts'
import { type Result, success } from '../num/result.ts'
import { bindModel, byName, documentOf } from './resolve.ts'

/** The rules of every venue there is, for an engine. Models are made once and shared by the accounts that name them. */
export function engineRules(): EngineRules {
  const made = new Map<string, Result<MarginModel>>()
  return {
    modelOf(rules, parameters) {
      const document = rules.set === undefined ? undefined : parameters.get(rules.set)
      // A document may be defined anew under its name, so it is not remembered by it.
      if (document !== undefined || rules.settings !== undefined) return makeModel(rules, document ?? rules.set)
      const key = `${rules.model} ${rules.set ?? ''}`
      const known = made.get(key) ?? makeModel(rules, rules.set)
      made.set(key, known)
      return known
    },
    eligibilityOf: (model) => profileOf(model)?.eligibility.find((row: Eligibility) => row.model === model),
    liquidationOf: (model) => profileOf(model)?.liquidation.find((row: LiquidationPolicy) => row.model === model),
  }
}

function makeModel({ model, settings }: AccountRules, parameters: unknown): Result<MarginModel> {
  const document = documentOf(parameters)
  if (document !== null && !document.ok) return document
  const choice = byName(model)
  if (!choice.ok) return choice
  const book = {
    account: '',
    model,
    balances: new Map(),
    positions: [],
    orders: [],
    ...(settings === undefined ? {} : { settings }),
  }
  const bound = bindModel(choice.value, book, parameters, document?.value ?? null)
  return bound.ok ? success(bound.value.model) : bound
}

function profileOf(model: string) {
  const choice = byName(model)
  return choice.ok ? choice.value.venue.profile : undefined
}
