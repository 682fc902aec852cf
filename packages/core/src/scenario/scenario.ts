import type { VolDirection } from './vol-shock.ts'

/** A named move of one underlying and its volatilities. */
export interface Scenario {
  readonly name: string
  /** Index after ÷ before − 1; above −1. */
  readonly moveFrac: number
  readonly vol: VolDirection
  /** Share of the profit or loss that counts; below 1 for moves so large that their full loss would be out of proportion. */
  readonly lossWeight: number
  /** Whether the move is an outermost one of a regular grid, so that a worst case here may not be the worst. */
  readonly isEdge: boolean
}

/** A regular grid with tails. */
export interface GridSpec {
  /** Moves as fractions, ascending. */
  readonly movesFrac: readonly number[]
  readonly vols: readonly VolDirection[]
  /** Extreme moves, each under `tailVol`, counted at their weight. */
  readonly tails: readonly { readonly moveFrac: number; readonly lossWeight: number }[]
  readonly tailVol: VolDirection
}

/** Every move under every volatility, row-major by move, then the tails. */
export function grid({ movesFrac, vols, tails, tailVol }: GridSpec): readonly Scenario[] {
  const last = movesFrac.length - 1
  const regular = movesFrac.flatMap((moveFrac, i) =>
    vols.map((vol) => scenario(moveFrac, vol, 1, movesFrac.length > 1 && (i === 0 || i === last))),
  )
  return [...regular, ...tails.map(({ moveFrac, lossWeight }) => scenario(moveFrac, tailVol, lossWeight, false))]
}

export function scenario(moveFrac: number, vol: VolDirection, lossWeight: number, isEdge: boolean): Scenario {
  return { name: scenarioName(moveFrac, vol, lossWeight), moveFrac, vol, lossWeight, isEdge }
}

/** `spot -16% vol up`; a damped one adds its weight. */
function scenarioName(moveFrac: number, vol: VolDirection, lossWeight: number): string {
  const tenths = Math.round(moveFrac * 1000)
  const percent = `${tenths > 0 ? '+' : ''}${tenths / 10}%`
  const damped = lossWeight === 1 ? '' : ` at ${Math.round(lossWeight * 1000) / 10}%`
  return `spot ${percent} vol ${vol}${damped}`
}
