import type { Charge } from '../data/core-types.ts'
import { fixed } from '../format/format.ts'

/** How a charge follows from the rows below it. */
export function ruleWords({ rule, by, digits, direction, parts }: Charge): string {
  switch (rule) {
    case 'leaf':
      return ''
    case 'sum':
      return parts.length === 1 ? 'the row below' : 'sum of the rows below'
    case 'max':
      return 'largest of the rows below'
    case 'min':
      return 'smallest of the rows below'
    case 'scale':
      return `${scaleText(by ?? 1)} × the row below`
    case 'rootSumSquare':
      return 'root of the sum of squares of the rows below'
    case 'round':
      return `the row below rounded ${direction ?? 'nearest'} to ${digits ?? 0} digits`
  }
}

function scaleText(by: number): string {
  const size = Math.abs(by)
  const text = fixed(by, size >= 100 ? 2 : size >= 0.01 ? 4 : 6)
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}
