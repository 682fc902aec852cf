import { type ScenarioCells, scenarioCells } from '../../pricing/black76-cells.ts'
import { scenario as namedScenario } from '../../scenario/scenario.ts'
import { volFactor, volFloor } from '../../scenario/vol-shock.ts'
import type { PortfolioScenario, PortfolioShocks, VolMode } from './portfolio-parameters.ts'
import { skewFactor } from './skew.ts'

/**
 * Everything an option is valued at, side by side: a cell for each scenario, then today's spot, then the two spots of
 * the forward contingency.
 */
export interface ScenarioPlan {
  readonly shocks: PortfolioShocks
  /** Spot after ÷ before, by scenario: what moves perpetuals and collateral. */
  readonly spotFactors: Float64Array
  readonly lossWeights: Float64Array
  /** 1 where each expiry takes the worse direction. */
  readonly isSkew: Uint8Array
  readonly names: readonly string[]
  /** Scenarios whose move is an outermost one at full weight. */
  readonly isEdge: readonly boolean[]
  /** What the variable part of the forward is multiplied by, and the vol mode, by cell. */
  readonly cells: ScenarioCells
  readonly markCell: number
  readonly upCell: number
  readonly downCell: number
  readonly length: number
}

/** Index of a mode in `ScenarioCells.volIndex`. */
const volModes: readonly VolMode[] = ['same', 'up', 'down', 'linear-skew', 'absolute-skew']

export function scenarioPlan(shocks: PortfolioShocks): ScenarioPlan {
  const { scenarios, forwardContingency } = shocks
  const count = scenarios.length
  const factors = [1, forwardContingency.spotFactorUp, forwardContingency.spotFactorDown]
  const same = volModes.indexOf('same')
  return {
    shocks,
    spotFactors: Float64Array.from(scenarios, ({ spotFactor }) => spotFactor),
    lossWeights: Float64Array.from(scenarios, ({ lossWeight }) => lossWeight),
    isSkew: Uint8Array.from(scenarios, ({ vol }) => (isSkewMode(vol) ? 1 : 0)),
    names: scenarios.map(nameOf),
    isEdge: edgesOf(scenarios),
    cells: scenarioCells(
      Float64Array.from([...scenarios.map(optionFactor), ...factors]),
      Uint8Array.from([...scenarios.map(({ vol }) => volModes.indexOf(vol)), same, same, same]),
    ),
    markCell: count,
    upCell: count + 1,
    downCell: count + 2,
    length: count + 3,
  }
}

/** Stands for nothing where a logarithm is taken. */
const factorMin = 1e-300

/** A skewed smile is read at today's forward, whatever the spot does. */
function optionFactor({ spotFactor, vol }: PortfolioScenario): number {
  return isSkewMode(vol) ? 1 : Math.max(factorMin, spotFactor)
}

function isSkewMode(vol: VolMode): boolean {
  return vol === 'linear-skew' || vol === 'absolute-skew'
}

/** `spot +13.5% vol up`. */
function nameOf({ spotFactor, vol, lossWeight }: PortfolioScenario): string {
  const { name } = namedScenario(spotFactor - 1, 'same', lossWeight, false)
  return name.replace('vol same', `vol ${vol.replace('-', ' ')}`)
}

function edgesOf(scenarios: readonly PortfolioScenario[]): readonly boolean[] {
  const moves = scenarios.filter(({ lossWeight, vol }) => lossWeight === 1 && !isSkewMode(vol))
  const factors = moves.map(({ spotFactor }) => spotFactor)
  const [low, high] = [Math.min(...factors), Math.max(...factors)]
  return scenarios.map(
    ({ spotFactor, lossWeight, vol }) =>
      lossWeight === 1 && !isSkewMode(vol) && low < high && (spotFactor === low || spotFactor === high),
  )
}

/** The venue prices no option above this σ√T. */
const totalVolMax = 24

interface SmilePoint {
  readonly vol: number
  readonly years: number
  /** ln(strike ÷ forward). */
  readonly logStrike: number
}

/** σ√T of an option under each vol mode, in the order of the plan's cells. */
export function totalVolsOf({ vol, years, logStrike }: SmilePoint, shocks: PortfolioShocks): Float64Array {
  const root = Math.sqrt(years)
  const factorOf = (mode: VolMode): number => {
    if (mode === 'same' || years === 0) return 1
    if (mode === 'up' || mode === 'down') return volFactor(years, mode, shocks.volShock)
    return shocks.skewShock === null ? 1 : skewFactor(logStrike, root, mode, shocks.skewShock)
  }
  const floorOf = (mode: VolMode): number => (mode === 'up' ? volFloor(mode, shocks.volShock) : 0)
  return Float64Array.from(volModes, (mode) =>
    Math.min(totalVolMax, Math.max(floorOf(mode), vol * factorOf(mode)) * root),
  )
}
