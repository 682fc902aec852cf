import type { HouseParameters } from '../packages/core/src/venues/house/params.ts'
import type { Leg, Unit } from '../packages/core/src/venues/house/unit.ts'

/** The house formula as it is written down: each cell the sum of its legs, each charge a pass of its own. */
export function plainMaintenance(units: readonly Unit[], currency: string, parameters: HouseParameters): number {
  const losses = units.map((unit) => cellsOf(unit))
  const scenarios = units[0]?.plan.ownFrom ?? 0
  const systemic = Array.from({ length: scenarios }, (_, i) => sum(losses.map((cells) => cells[i] ?? 0)))
  const own = units.map(({ plan }, u) => Math.max(0, ...(losses[u] ?? []).slice(plan.ownFrom, plan.aloneFrom)))
  const alone = units.map(({ plan }, u) => Math.max(0, ...(losses[u] ?? []).slice(plan.aloneFrom)))
  const joint = Math.max(0, ...systemic) + parameters.ownLossFactor * Math.sqrt(sum(own.map((loss) => loss * loss)))
  const scan = Math.max(joint, parameters.correlationFloorFrac * sum(alone))
  return scan + sum(units.map((unit, u) => chargesOf(unit, alone[u] ?? 0, currency, parameters)))
}

function cellsOf({ plan, legs, coinValue }: Unit): readonly number[] {
  return Array.from({ length: plan.length }, (_, i) => {
    const perUnit = plan.unitRow[i] ?? 0
    return (
      -sum(legs.map(({ contracts, risk, coinProfit }) => contracts * (risk.row[i] ?? 0) + coinProfit * perUnit)) -
      coinValue * perUnit
    )
  })
}

function chargesOf(unit: Unit, aloneLoss: number, currency: string, parameters: HouseParameters): number {
  const { legs, plan, coinValue } = unit
  const { basisMinFrac, basisPerYearFrac, shortOptionFrac, concentrationFrac, depegFrac } = parameters
  const delta = ({ contracts, risk }: Leg): number => contracts * risk.deltaValue
  const basis = [...Map.groupBy(legs, ({ risk }) => risk.years)].map(
    ([years, group]) => Math.abs(sum(group.map(delta))) * Math.max(basisMinFrac, basisPerYearFrac * years),
  )
  const written = legs.filter(({ risk }) => risk.series !== '')
  const short = [...Map.groupBy(written, ({ risk }) => risk.series).values()].map((group) =>
    Math.max(0, -sum(group.map(({ contracts, size }) => contracts * size))),
  )
  const quotes = Map.groupBy(legs, ({ position }) => position.priced.instrument.quote)
  const byQuote = [...new Set([currency, ...quotes.keys()])].map(
    (quote) => sum((quotes.get(quote) ?? []).map(delta)) + (quote === currency ? coinValue : 0),
  )
  const [long, against] = [1, -1].map((side) => sum(byQuote.map((value) => Math.max(0, side * value)))) as [
    number,
    number,
  ]
  return (
    sum(basis) +
    sum(short) * shortOptionFrac * (legs[0]?.risk.index ?? 0) +
    concentrationFrac * Math.max(0, aloneLoss - plan.risk.concentrationFrom) +
    depegFrac * Math.min(long, against)
  )
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
