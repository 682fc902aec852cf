import type { ModeSwitchCheck, ModeSwitchRefusal, WhatIfResult } from '@plimsoll/core'
import { exact, unknownSign } from './number-words.ts'
import { printable } from './printable.ts'
import type { Terminal } from './terminal.ts'

/** The verdict on a mode switch, and each reason against it. */
export function modeSwitchText(
  check: ModeSwitchCheck | null,
  { before, after }: WhatIfResult,
  { paint }: Terminal,
): string {
  const head = `${paint('bold', `Switch from ${before.mode} to ${after.mode}:`)} ${check?.verdict ?? unknownSign}`
  const reasons = check?.verdict === 'refused' ? check.reasons : []
  return [head, ...reasons.map((reason) => `  ${reasonText(reason, after.currency)}`)].join('\n')
}

function reasonText(reason: ModeSwitchRefusal, currency: string): string {
  switch (reason.rule) {
    case 'clean-slate':
      return `positions must be closed first, ${reason.openPositions} ${reason.openPositions === 1 ? 'is' : 'are'} open`
    case 'equity': {
      const [equity, least, short] = [reason.equity, reason.equityMin, reason.shortBy].map((amount) =>
        exact(amount.toString()),
      )
      return `equity must be at least ${least} ${currency}, is ${equity}: short by ${short}`
    }
    case 'disclosures':
      return `disclosures must be accepted first: ${reason.missing.map(printable).join(', ')}`
    case 'track-record':
      return `${reason.daysMin} days in isolated or cross margin are asked first, are ${reason.days}`
  }
}
