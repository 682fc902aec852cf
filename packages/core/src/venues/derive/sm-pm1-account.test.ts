import { expect, test } from 'vitest'
import { assessmentOf } from '../../testkit/documents.ts'
import { modelOf, smPm1Account, smPm1Cases } from './testdata/sm-pm1-account.ts'

test.each(smPm1Cases.map((vector) => [vector.id, vector] as const))(
  'an account of documents is margined as the published portfolio %s',
  (_id, vector) => {
    const { parameters, ...documents } = smPm1Account(vector)
    const { pools } = assessmentOf(documents, { model: modelOf(vector), parameters })
    const pool = pools[0]?.pool
    if (pool === undefined) throw new Error('there must be a pool')
    expect(pool.adjustedEquity - pool.initial.amount).toBeCloseTo(vector.expected.initialMargin, 6)
    expect(pool.adjustedEquity - pool.maintenance.amount).toBeCloseTo(vector.expected.maintenanceMargin, 6)
  },
)
