import { pointer } from '../../num/result.ts'
import type { ChangeRules, Configure, DefineParameters, Resume } from '../command.ts'
import { accountIn } from '../draft.ts'
import { emit } from '../emit.ts'
import { limitRefusal, scheduledMax, setsMax } from '../limits.ts'
import { refusal, refusalFor } from '../refusal.ts'
import { takeScheduled } from '../schedule.ts'
import { type Handler, unknownAccount } from './handler.ts'

/** Schedules other rules, or makes them at once when their instant has come. */
export const changeRules: Handler<ChangeRules> = (draft, command, rules) => {
  const { account, ofModel, model, set, effectiveAt, at } = command
  if ((account === undefined) === (ofModel === undefined))
    return refusal('command.value', '/account', 'either account or ofModel must be named, and not both')
  if (account !== undefined && accountIn(draft, account) === undefined) return unknownAccount(account)
  const from = account === undefined ? ofModel : accountIn(draft, account)?.rules.model
  const before = rules.modelOf(plainRules(from as string), draft.core.parameters)
  if (!before.ok) return refusalFor('model.unknown', '/ofModel', before.problems)
  const made = rules.modelOf({ ...plainRules(model), set }, draft.core.parameters)
  if (!made.ok) return refusalFor('model.unknown', '/model', made.problems)
  if (made.value.mode !== before.value.mode)
    return refusal('model.unknown', '/model', `mode of ${model} must stay ${before.value.mode}, is ${made.value.mode}`)
  const full = limitRefusal('/effectiveAt', 'changes that wait', draft.core.scheduled.length, scheduledMax)
  if (full !== undefined) return full
  // In the order a command is read back in: a change kept in a snapshot is the same bytes as one that never was.
  const { effectiveAt: _last, ...named } = command
  const change = { ...named, set: set ?? made.value.parameters.set, effectiveAt }
  emit(draft, { type: 'rules-scheduled', change })
  if (effectiveAt <= at) takeScheduled(draft, rules)
  return undefined
}

/** A model by its name, its mode being its own. */
function plainRules(model: string) {
  return { mode: 'cross', model, set: undefined, settings: undefined } as const
}

/** Keeps a parameter set of one's own under a name, for good. */
export const defineParameters: Handler<DefineParameters> = (draft, { name, document }, rules) => {
  const { parameters } = draft.core
  if (parameters.has(name))
    return refusal('parameters.exists', '/name', `a set must have a new name, ${name} is defined`)
  const { model } = document as { readonly model?: unknown }
  if (typeof model !== 'string')
    return refusal(
      'parameters.value',
      '/document/model',
      `model must be named, is ${JSON.stringify(model) ?? 'absent'}`,
    )
  if (rules.modelOf({ ...plainRules(model), set: name }, new Map()).ok)
    return refusal('parameters.exists', '/name', `a set must have a new name, ${model} has one that is ${name}`)
  const made = rules.modelOf({ ...plainRules(model), set: name }, new Map([[name, document]]))
  if (!made.ok) {
    const [first] = made.problems
    const place = first?.path.replace(/^\/params/, '')
    return refusalFor('parameters.value', `/document${place}`, made.problems)
  }
  const full = limitRefusal('/name', 'sets that are defined', parameters.size, setsMax)
  if (full !== undefined) return full
  emit(draft, { type: 'parameters-defined', name, document })
  return undefined
}

export const configure: Handler<Configure> = (
  draft,
  { config, liquidity = new Map(), policies = new Map() },
  rules,
) => {
  const { core } = draft
  for (const model of policies.keys()) {
    const made = rules.modelOf(plainRules(model), core.parameters)
    if (!made.ok) return refusalFor('model.unknown', pointer('policies', model), made.problems)
  }
  emit(draft, {
    type: 'configured',
    config: { ...core.config, ...config },
    liquidity: new Map([...core.liquidity, ...liquidity]),
    policies: new Map([...core.policies, ...policies]),
  })
  return undefined
}

export const resume: Handler<Resume> = (draft, { at }) => {
  emit(draft, { type: 'resumed', at })
  return undefined
}
