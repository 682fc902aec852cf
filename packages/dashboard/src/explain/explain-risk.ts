import type { LiquidationResult, MarginResult, StressResult } from '../data/core-types.ts'
import { money } from '../format/format.ts'
import { scopeText, sidesText } from '../strip/liquidation-moves.ts'
import { worstCaseOf } from '../strip/worst-case.ts'
import type { Explanation } from './explanation.ts'

export function explainNearest(margin: MarginResult, value: string): Explanation {
  return {
    title: 'Nearest liquidation move',
    value,
    words:
      'The index move at which maintenance margin reaches the trigger, solved on the whole account: every option repriced, every requirement taken again at each price. The nearest on each side is shown.',
    inputs: margin.liquidation.map((row) => ({
      name: rowName(row, margin),
      value: sidesText(row),
      from: scopeMeaning(row),
    })),
    notes: [
      'Marks keep their ratio to the index; volatilities and the other coins stand still. Balances of the coin move with it.',
    ],
  }
}

export function explainWorst({ matrices, currency, model }: StressResult): Explanation {
  const worst = worstCaseOf({ matrices })
  return {
    title: 'Worst of the map',
    value: money(worst?.pnl ?? null, currency),
    words:
      'The smallest profit over every cell of every price × volatility grid on this page: positions and coin balances revalued in full at the shocked prices.',
    inputs: matrices.map(({ scope, worst: cell }) => ({
      name: `Grid of ${scopeText(scope)}`,
      value: money(cell?.pnl ?? null, currency),
      from: 'worst cell of the scenario map',
    })),
    notes: [
      ...(worst?.atEdge
        ? [
            'The worst cell lies on the edge of its grid: the loss is still growing there, so this is not the worst there is.',
          ]
        : []),
      'Named shocks are not part of it; they stand in their own table, and one of them may lose more.',
      `Equity and requirement after each cell are those of ${model}.`,
    ],
  }
}

function rowName({ scope, pool }: LiquidationResult, { pools }: MarginResult): string {
  return pools.length > 1 ? `${scopeText(scope)} (${pool})` : scopeText(scope)
}

function scopeMeaning({ scope }: LiquidationResult): string {
  return scope === 'all' ? 'every coin and index by the same fraction, stablecoins held' : `only ${scope} moves`
}
