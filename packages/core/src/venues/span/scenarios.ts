const thirds = ['0', '+1/3', '-1/3', '+2/3', '-2/3', '+1', '-1'] as const

/**
 * The sixteen scenarios in their order: each share of the price scan range with volatility up, then down; last an extreme
 * rise and an extreme fall, of which the array holds the covered share.
 *
 * @see McMillan, L. (2012), Options as a Strategic Investment, 5th ed., ch. 34.
 */
export const scenarioNames: readonly string[] = [
  ...thirds.flatMap((share) => [`range ${share} vol up`, `range ${share} vol down`]),
  'range +extreme',
  'range -extreme',
]

/** Where the regular scenarios end. */
const extremesFrom = 14

/** The whole range either way: beyond it a loss may still grow. */
const edgesFrom = 10

/** The same price with the other volatility; an extreme has none. */
export function pairedScenario(index: number): number {
  if (index >= extremesFrom) return index
  return index % 2 === 0 ? index + 1 : index - 1
}

export function isEdgeScenario(index: number): boolean {
  return index >= edgesFrom && index < extremesFrom
}
