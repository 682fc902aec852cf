import { checkModeSwitch, type ModeSwitchPolicy, type ModeSwitchRefusal } from '../../account/mode-switch.ts'
import { fromRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'
import { assetPrice } from '../../pricing/price-instrument.ts'
import type { Account } from '../account.ts'
import type { SwitchMode } from '../command.ts'
import type { EntryPolicy } from '../config.ts'
import { type Refusal, refusal } from '../refusal.ts'
import type { EngineRules } from '../rules.ts'
import { type EngineCore, moneyScale } from '../state.ts'

/** What is asked of those who enter a model: the operator's policy, else what its venue publishes, else nothing. */
function entryPolicyOf(model: string, { policies }: EngineCore, rules: EngineRules): EntryPolicy {
  const published = rules.eligibilityOf(model)
  return (
    policies.get(model) ?? {
      cleanSlate: published?.cleanSlate ?? false,
      equityMin:
        published?.equityMin == null
          ? null
          : { amount: Decimal.of(published.equityMin.amount), currency: published.equityMin.currency },
      disclosures: published?.disclosures ?? [],
    }
  )
}

/** Why an account may not enter a model: every reason, in `facts.reasons`. `equity` is in market currency. */
export function entryRefusal(
  account: Account,
  { model, mode, at }: SwitchMode,
  equity: number,
  core: EngineCore,
  rules: EngineRules,
): Refusal | undefined {
  const policy = entryPolicyOf(model, core, rules)
  const inCurrency = equityIn(equity, policy, core)
  if (inCurrency === null)
    return refusal(
      'price.missing',
      '/model',
      `price of ${policy.equityMin?.currency} must be known to compare equity with the least that may enter ${model}, is missing`,
    )
  const check = checkModeSwitch({
    from: account.rules.mode,
    to: mode,
    openPositions: account.positions.size,
    equity: inCurrency,
    disclosuresAccepted: [...account.disclosures.keys()],
    standardModesMs: standardModesMs(account, at),
    policy: switchPolicyOf(policy),
  })
  if (check.verdict === 'accepted') return undefined
  const reasons = check.reasons.map((reason) => reasonText(reason, policy))
  return refusal('mode.refused', '/mode', `${model} may not be entered: ${reasons.join('; ')}`, {
    facts: { reasons: check.reasons },
  })
}

function switchPolicyOf({ cleanSlate, equityMin, disclosures, trackRecordDays = 0 }: EntryPolicy): ModeSwitchPolicy {
  return { cleanSlate, equityMin: equityMin?.amount ?? lowest, disclosures, trackRecordDays }
}

/** Where no least equity is asked, any will do. */
const lowest: Decimal = Decimal.of('-1000000000000000000000000')

/** Equity in the policy's currency; null when that has no price. */
function equityIn(equity: number, { equityMin }: EntryPolicy, { market }: EngineCore): Decimal | null {
  const price = equityMin === null ? 1 : assetPrice(market, equityMin.currency)
  return price === null ? null : fromRisk(equity / price, moneyScale, 'nearest-even')
}

/** Time in the standard modes so far. */
function standardModesMs({ modes }: Account, at: number): number {
  return modes.reduce((sum, { mode, from }, i) => {
    const until = modes[i + 1]?.from ?? at
    return mode === 'portfolio' ? sum : sum + (until - from)
  }, 0)
}

function reasonText(reason: ModeSwitchRefusal, { equityMin }: EntryPolicy): string {
  switch (reason.rule) {
    case 'clean-slate':
      return `no position may be open, open are ${reason.openPositions}`
    case 'equity':
      return `equity must be at least ${reason.equityMin} ${equityMin?.currency ?? ''}, is ${reason.equity}`
    case 'disclosures':
      return `disclosures must be accepted, missing are ${reason.missing.join(', ')}`
    case 'track-record':
      return `days in isolated or cross mode must be at least ${reason.daysMin}, are ${reason.days}`
  }
}
