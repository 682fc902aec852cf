import type { MatrixReadings, PairParameters } from './parameters.ts'

export type DeltaShockRates = Pick<PairParameters, 'deltaShockFromUsd' | 'deltaShockPerCoinFrac' | 'deltaShockMaxFrac'>

/** Delta that would have to be closed, coins: long options may not help what is left without them. */
export function shockedDelta(longOptions: number, others: number): number {
  const net = longOptions + others
  return others < 0 ? Math.min(Math.max(net, others), 0) : Math.max(Math.min(net, others), 0)
}

/**
 * `delta_shock`, coins: nothing up to a delta worth the threshold, above it a share that grows by `m_inc` a coin up to
 * the largest. The form is a reading of the parameters' names and units; the venue's own has not been seen.
 */
export function deltaShock(
  delta: number,
  index: number,
  { deltaShockFromUsd, deltaShockPerCoinFrac, deltaShockMaxFrac }: DeltaShockRates,
  form: MatrixReadings['deltaShockForm'],
): number {
  if (form === 'none') return 0
  const size = Math.abs(delta)
  const excess = Math.max(0, size - deltaShockFromUsd / index)
  return size * Math.min(deltaShockMaxFrac, deltaShockPerCoinFrac * excess)
}
