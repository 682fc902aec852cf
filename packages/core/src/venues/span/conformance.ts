import { type Conformance, ExampleError, type Fields, numberIn, numbersIn } from '../../margin/conformance.ts'
import { foldedExtremeMove } from './extreme-move.ts'
import { scanOf } from './scan.ts'

/** Entries of the examples are gain (+) and loss (−), as here. */
function scanExample(inputs: Fields): number {
  const array = numbersIn(inputs, 'array')
  if (array.length === 0) throw new ExampleError('input.value', 'array must hold an entry, holds none')
  return scanOf(Float64Array.from(array)).scanRisk
}

export const conformance: Conformance = {
  examples: {
    'cme span: scan risk': scanExample,
    'span (nse-style): extreme scenario for a future: 2*psr*35%': (inputs) =>
      numberIn(inputs, 'point_value') *
      foldedExtremeMove({
        scanRange: numberIn(inputs, 'psr_points'),
        multiple: numberIn(inputs, 'mult'),
        coverFrac: numberIn(inputs, 'cover'),
      }),
  },
}
