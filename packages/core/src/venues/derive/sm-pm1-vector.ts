import { ExampleError, recordIn, textIn, type VectorRule } from '../../margin/conformance.ts'
import { pm1Vector } from './pm1-vector.ts'
import { standardVector } from './standard-vector.ts'

/** Published portfolios of the standard and of the first portfolio manager; the file's `meta` holds their parameters. */
export const smPm1Vector: VectorRule = (vector, meta) => {
  const input = recordIn(vector, 'input')
  const parameters = recordIn(meta, 'parameters')
  const set = textIn(vector, 'set')
  if (set.startsWith('standard_manager')) return standardVector(input, recordIn(parameters, 'standard_manager_full'))
  if (set.startsWith('pmrm_v1'))
    return pm1Vector(input, recordIn(parameters, 'pmrm_v1_single_underlying'), meta['scenarios_pm1'])
  throw new ExampleError('input.value', `set must be a standard manager or the first portfolio manager, is ${set}`)
}
