import {
  checkModeSwitch,
  Decimal,
  type ModePolicyDocument,
  type ModeSwitchCheck,
  parseModePolicy,
  type WhatIfResult,
} from '@plimsoll/core'
import { InputError, inFile } from '../input/input-problem.ts'
import { parseJson } from '../input/json.ts'
import { readText } from '../input/read-text.ts'

/** Digits to which equity is compared: finer than any account is kept, coarser than the rounding of float64 sums. */
const equityScale = 8

/** @throws InputError with every problem of the file. */
export async function loadModePolicy(path: string): Promise<ModePolicyDocument> {
  const { name, text } = await readText(path)
  const document = parseJson(text, name)
  if (!document.ok) throw new InputError(document.problems)
  const parsed = parseModePolicy(document.value)
  if (!parsed.ok) throw new InputError(inFile(name, parsed.problems))
  return parsed.value
}

/**
 * Whether the policy lets the account switch, judged with every other change made: positions closed on the way are
 * closed. Null when the equity is not known.
 */
export function judgeSwitch({ before, after }: WhatIfResult, policy: ModePolicyDocument): ModeSwitchCheck | null {
  if (after.equity === null) return null
  return checkModeSwitch({
    from: before.mode,
    to: after.mode,
    openPositions: after.positions.filter(({ contracts }) => contracts !== '0').length,
    equity: Decimal.fromNumber(after.equity).rounded(equityScale, 'nearest-even'),
    disclosuresAccepted: policy.accepted,
    policy,
  })
}
