import { describe, expect, test } from 'vitest'
import { Decimal } from '../num/decimal.ts'
import { checkModeSwitch, type ModeSwitchPolicy, type ModeSwitchRequest } from './mode-switch.ts'

const policy: ModeSwitchPolicy = {
  cleanSlate: true,
  equityMin: Decimal.of('50000'),
  disclosures: ['portfolio-margin-risks', 'liquidation-procedure'],
}

const ready: ModeSwitchRequest = {
  from: 'cross',
  to: 'portfolio',
  openPositions: 0,
  equity: Decimal.of('50000'),
  disclosuresAccepted: ['liquidation-procedure', 'portfolio-margin-risks'],
  policy,
}

const reasonsFor = (change: Partial<ModeSwitchRequest>): readonly unknown[] => {
  const check = checkModeSwitch({ ...ready, ...change })
  return check.verdict === 'refused' ? check.reasons.map((reason) => JSON.parse(JSON.stringify(reason))) : []
}

describe('a mode switch', () => {
  test('is accepted when all is met, equity exactly at the threshold included', () => {
    expect(checkModeSwitch(ready)).toEqual({ verdict: 'accepted' })
  })

  test('is refused while positions are open, unless the policy lets them through', () => {
    expect(reasonsFor({ openPositions: 2 })).toEqual([{ rule: 'clean-slate', openPositions: 2 }])
    expect(reasonsFor({ openPositions: 2, policy: { ...policy, cleanSlate: false } })).toEqual([])
  })

  test.each([
    ['49999.99', '0.01'],
    ['49999.999999999999999999', '0.000000000000000001'],
    ['-12.5', '50012.5'],
  ])('is refused with equity %s, which is short by %s', (equity, shortBy) => {
    expect(reasonsFor({ equity: Decimal.of(equity) })).toEqual([
      { rule: 'equity', equity, equityMin: '50000', shortBy },
    ])
  })

  test('is refused until every disclosure is accepted, and names those that are not', () => {
    expect(reasonsFor({ disclosuresAccepted: ['liquidation-procedure', 'something-else'] })).toEqual([
      { rule: 'disclosures', missing: ['portfolio-margin-risks'] },
    ])
  })

  test('is refused until the account has its days in the standard modes, the last millisecond included', () => {
    const asked = { ...policy, trackRecordDays: 30 }
    const days = 86_400_000
    expect(reasonsFor({ policy: asked, standardModesMs: 30 * days - 1 })).toEqual([
      { rule: 'track-record', days: 29, daysMin: 30 },
    ])
    expect(reasonsFor({ policy: asked })).toEqual([{ rule: 'track-record', days: 0, daysMin: 30 }])
    expect(reasonsFor({ policy: asked, standardModesMs: 30 * days })).toEqual([])
  })

  test('tells every reason, in one order', () => {
    const rules = reasonsFor({ openPositions: 1, equity: Decimal.zero, disclosuresAccepted: [] })
    expect(rules).toMatchObject([{ rule: 'clean-slate' }, { rule: 'equity' }, { rule: 'disclosures' }])
  })

  test('to the mode the account is in asks for nothing', () => {
    expect(checkModeSwitch({ ...ready, to: 'cross', openPositions: 3, equity: Decimal.zero })).toEqual({
      verdict: 'accepted',
    })
  })
})
