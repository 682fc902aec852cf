import { type RiskPlan, riskPlan } from '../../scenario/risk-array.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { stretchedShock, type VolRule, type VolShock, volFactor } from '../../scenario/vol-shock.ts'
import type { ParadexParameters, ParadexScenario, PortfolioAsset } from './params.ts'

/** The scenarios of one coin, laid out. */
export interface AssetPlan extends RiskPlan {
  readonly asset: PortfolioAsset
  readonly names: readonly string[]
  /** Whether each scenario is the outermost move on its side. */
  readonly edges: readonly boolean[]
}

type PortfolioTerms = ParadexParameters['portfolio']

export function assetPlan(asset: PortfolioAsset, terms: PortfolioTerms): AssetPlan {
  const rules = new Map<number, VolRule>()
  const ruleOf = (volFrac: number): VolRule => {
    const known = rules.get(volFrac) ?? volRule(volFrac, asset.minVolShockUpFrac, terms)
    rules.set(volFrac, known)
    return known
  }
  const moves = asset.scenarios.map(({ moveFrac }) => moveFrac)
  const [lowest, highest] = [Math.min(...moves), Math.max(...moves)]
  const sets = asset.scenarios.map((scenario) => ({
    scenarios: [scenarioOf(scenario, lowest, highest)],
    volRule: ruleOf(scenario.volFrac),
  }))
  const named = sets.flatMap(({ scenarios }) => scenarios)
  return {
    ...riskPlan(sets),
    asset,
    names: named.map(({ name }) => name),
    edges: named.map(({ isEdge }) => isEdge),
  }
}

function scenarioOf({ moveFrac, volFrac, weightFrac }: ParadexScenario, lowest: number, highest: number): Scenario {
  return {
    name: `spot ${percent(moveFrac)} vol ${percent(volFrac)}${weightFrac === 1 ? '' : ` at ${share(weightFrac)}`}`,
    moveFrac,
    vol: volFrac > 0 ? 'up' : volFrac < 0 ? 'down' : 'same',
    lossWeight: weightFrac,
    isEdge: moveFrac === lowest || moveFrac === highest,
  }
}

/** `+16%`, `-35.2%`. */
function percent(frac: number): string {
  return `${frac > 0 ? '+' : ''}${share(frac)}`
}

function share(frac: number): string {
  return `${Math.round(frac * 10_000) / 100}%`
}

/** σ·(1 + v·(pivot ÷ days)^q), v negative when down; the floor on what goes up as `minVolShockUpOn` reads it. */
function volRule(volFrac: number, floorFrac: number, terms: PortfolioTerms): VolRule {
  const { pivotDays, daysMin, vegaPowerShort, vegaPowerLong, minVolShockUpOn } = terms
  const isFloored = volFrac > 0
  const size = Math.abs(isFloored && minVolShockUpOn === 'shock' ? Math.max(volFrac, floorFrac) : volFrac)
  const shock: VolShock = {
    upFrac: size,
    downFrac: size,
    pivotDays,
    shortPower: vegaPowerShort,
    longPower: vegaPowerLong,
    pivotIsLong: true,
    daysMin,
    upVolMin: isFloored && minVolShockUpOn === 'shockedVol' ? floorFrac : 0,
  }
  if (!isFloored || minVolShockUpOn !== 'stretchedShock') return stretchedShock(shock)
  return (direction, tteYears) => ({
    factor: Math.max(1 + floorFrac, volFactor(tteYears, direction, shock)),
    points: 0,
    floor: 0,
  })
}
