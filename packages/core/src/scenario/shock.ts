import type { Asset, Underlying } from '../market/instrument.ts'

/** A joint move of everything an account touches. */
export interface Shock {
  readonly name: string
  /** Index after ÷ before, by underlying (a coin's price moves with the underlying of its name). */
  readonly indexFactors: ReadonlyMap<Underlying, number>
  /** Of every underlying that `indexFactors` does not name. */
  readonly otherwise: number
  /** Price after ÷ before of stablecoins off their peg. */
  readonly stableFactors?: ReadonlyMap<Asset, number>
  /** Relative change of every volatility: 0.3 turns 60 % into 78 %. */
  readonly volMoveFrac?: number
  readonly yearsPassed?: number
}

/** One underlying moves to `factor` times its index, the others stand still. */
export function singleShock(underlying: Underlying, factor: number): Shock {
  return { name: underlying, indexFactors: new Map([[underlying, factor]]), otherwise: 1 }
}

/** Every underlying moves to `factor` times its index. */
export function commonShock(factor: number): Shock {
  return { name: 'all', indexFactors: new Map(), otherwise: factor }
}
