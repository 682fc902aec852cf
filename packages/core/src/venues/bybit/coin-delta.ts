import { black76Delta } from '../../pricing/black76.ts'
import type { Priced } from '../../pricing/priced.ts'

/** Delta of one long contract as the venue counts it, coins: size of a linear contract whatever its mark, size ÷ mark of an inverse one. */
export function coinDelta({ instrument, size, mark, option }: Priced): number {
  if (option !== undefined) return size * black76Delta(option)
  return instrument.payout === 'linear' ? size : size / mark
}
