import { ExampleError, type ExampleRule, foldedExtremeMove, numberIn, scanRisk } from '@plimsoll/core'

export const spanRules: Readonly<Record<string, ExampleRule>> = {
  'cme span: scan risk': (inputs) => scanRisk(numbersIn(inputs, 'array')),
  'span (nse-style): extreme scenario for a future: 2*PSR*35%': (inputs) =>
    numberIn(inputs, 'point_value') *
    foldedExtremeMove({
      scanRange: numberIn(inputs, 'psr_points'),
      multiple: numberIn(inputs, 'mult'),
      coverFrac: numberIn(inputs, 'cover'),
    }),
}

function numbersIn(inputs: Readonly<Record<string, unknown>>, name: string): readonly number[] {
  const list = inputs[name]
  if (!Array.isArray(list) || list.length === 0 || !list.every((item) => Number.isFinite(item)))
    throw new ExampleError('input.value', `${name} must be a list of numbers`)
  return list
}
