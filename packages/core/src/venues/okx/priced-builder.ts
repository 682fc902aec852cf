import { optionValue, type PricedAccount, pendingProfit } from '../../margin/priced-account.ts'
import { accountCoins } from './account-coins.ts'
import { builderReport, type PositionBuilderResult } from './builder-report.ts'
import { notionalUsd } from './isolated.ts'
import type { PortfolioParameters } from './parameters.ts'
import { crossPositions, portfolioEngine } from './portfolio-engine.ts'
import type { OkxSettings } from './settings.ts'

/** The same answer for an account at a market's prices, options and inverse contracts among it; isolated positions are left out. */
export function positionBuilderOf(
  account: PricedAccount,
  { rules, account: tables }: PortfolioParameters,
  settings: OkxSettings = {},
): PositionBuilderResult {
  const engine = portfolioEngine(rules, settings)
  const positions = crossPositions(account)
  const coins = accountCoins(account, 'both', tables)
  const units = engine.unitsOf(positions, coins).map((risk) => ({
    risk,
    plan: engine.planOf(risk.unit.coin),
    upl: positions
      .filter(({ priced: { instrument } }) =>
        [instrument.underlying, `${instrument.underlying}-${instrument.quote}`].includes(risk.unit.name),
      )
      .reduce((sum, position) => sum + unrealised(position) * position.priced.settlePrice, 0),
  }))
  return builderReport(
    {
      units,
      coins: coins.map(({ margin }) => margin),
      notionalUsd: positions.reduce((sum, position) => sum + notionalUsd(position), 0),
    },
    rules,
  )
}

/** An option's profit is known where its entry price is. */
function unrealised(position: PricedAccount['positions'][number]): number {
  if (position.priced.option === undefined) return pendingProfit(position)
  return position.cost === null ? 0 : optionValue(position) - position.cost + position.accruedFunding
}
