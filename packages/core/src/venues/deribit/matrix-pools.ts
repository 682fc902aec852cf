import { addedByOrders } from '../../margin/added-by-orders.ts'
import { type Charge, leaf, sumOf } from '../../margin/charge.ts'
import type { Pool } from '../../margin/model.ts'
import { optionValue, type PricedAccount, type PricedPosition, pendingProfit } from '../../margin/priced-account.ts'
import { type Silo, silosOf } from '../../margin/silos.ts'
import type { Failure } from '../../num/result.ts'
import { assetEquities, collateralHaircut, collateralRows } from './cross-equity.ts'
import { type MatrixEngine, missingPair, type PairBook, pairRisk } from './matrix-engine.ts'
import { matrixInitial, matrixMaintenance, type PairRisk, riskMatrixMargin } from './matrix-margin.ts'
import { matrixUnits } from './matrix-units.ts'
import { crossBooks, siloBooks } from './pair-books.ts'
import type { PortfolioSettings } from './schema.ts'

const crossPool = 'account'

/** What is needed to margin any positions as if they were the pool's. */
interface Basis {
  readonly engine: MatrixEngine
  readonly booksOf: (positions: readonly PricedPosition[]) => readonly PairBook[]
}

interface Requirement {
  readonly pairs: readonly PairRisk[]
  readonly riskMatrix: Charge
  readonly unknown: readonly Failure[]
}

/** A pool for each settlement currency, in that currency. */
export function segregatedPools(
  account: PricedAccount,
  engine: MatrixEngine,
  settings: PortfolioSettings,
): readonly Pool[] {
  return silosOf(account).map((silo) => siloPool(account, silo, engine, settings))
}

function siloPool(account: PricedAccount, silo: Silo, engine: MatrixEngine, settings: PortfolioSettings): Pool {
  const { currency, currencyPrice, balance, positions } = silo
  const basis: Basis = { engine, booksOf: (held) => siloBooks(held, silo) }
  const requirement = requirementOf(positions, basis)
  const ownOrders = {
    ...account,
    positions,
    orders: account.orders.filter(({ priced }) => priced.instrument.settle === currency),
  }
  const extras = extrasOf(settings, currency, currency)
  const openOrders = orderMargin(ownOrders, requirement, basis, extras.openOrdersMargin)
  const { riskMatrix } = requirement
  const maintenance = matrixMaintenance(riskMatrix, engine.parameters.maintenanceFactor, null)
  let equity = balance?.amount ?? 0
  for (const position of positions) equity += pendingProfit(position) + optionValue(position)
  return {
    name: currency,
    currency,
    currencyPrice,
    equity,
    adjustedEquity: equity,
    initial: matrixInitial(riskMatrix, maintenance, { ...extras, openOrders, haircut: null }),
    maintenance,
    trigger: 1,
    collateral: balance === null ? [] : collateralRows([balance], () => 0),
    positions,
    riskUnits: matrixUnits(requirement.pairs, engine.parameters.readings.currenciesNet === 'same-cell'),
    unknown: requirement.unknown,
    unknownInitial: unknownOrders(ownOrders, requirement, engine),
  }
}

/** One pool of all currencies, in the market's: equity in coins gains and loses in the table of its coin. */
export function crossPools(account: PricedAccount, engine: MatrixEngine, settings: PortfolioSettings): readonly Pool[] {
  const { collateral, readings, maintenanceFactor } = engine.parameters
  const positions = account.positions.filter(({ isIsolated }) => !isIsolated)
  const equities = assetEquities(account, positions)
  const basis: Basis = { engine, booksOf: (held) => crossBooks(held, equities, account) }
  const requirement = requirementOf(positions, basis)
  const extras = extrasOf(settings, crossPool, account.currency)
  const openOrders = orderMargin(account, requirement, basis, extras.openOrdersMargin)
  const { charge: haircut, unknown } = collateralHaircut(equities, collateral, true)
  const { riskMatrix } = requirement
  const maintenance = matrixMaintenance(riskMatrix, maintenanceFactor, readings.haircutOn === 'both' ? haircut : null)
  let equity = 0
  for (const { price, marginBalance, optionsValue } of equities.values())
    equity += price * (marginBalance + optionsValue)
  const pool: Pool = {
    name: crossPool,
    currency: account.currency,
    currencyPrice: 1,
    equity,
    adjustedEquity: equity,
    initial: matrixInitial(riskMatrix, maintenance, { ...extras, openOrders, haircut }),
    maintenance,
    trigger: 1,
    collateral: collateralRows(account.balances, (asset) => collateral[asset]?.haircutFrac ?? null),
    positions,
    riskUnits: matrixUnits(requirement.pairs, readings.currenciesNet === 'same-cell'),
    unknown: readings.haircutOn === 'both' ? [...requirement.unknown, ...unknown] : requirement.unknown,
    unknownInitial: [...unknown, ...unknownOrders(account, requirement, engine)],
  }
  return [pool]
}

function requirementOf(positions: readonly PricedPosition[], { engine, booksOf }: Basis): Requirement {
  const pairs: PairRisk[] = []
  const unknown: Failure[] = []
  for (const book of booksOf(positions)) {
    const risk = pairRisk(book, engine)
    if (risk !== null) pairs.push(risk)
    else if (needsTable(book, engine)) unknown.push(missingPair(book.underlying))
  }
  return { pairs, riskMatrix: riskMatrixMargin(pairs, engine.parameters.readings.currenciesNet), unknown }
}

/** A deposit whose price moves no table needs none. */
function needsTable({ underlying, positions }: PairBook, { parameters }: MatrixEngine): boolean {
  return positions.length > 0 || (parameters.collateral[underlying]?.equitySideImpact ?? 'none') !== 'none'
}

/** `open_orders_margin`: as the venue gave it, else what the orders add to the matrix, which is assumed. */
function orderMargin(account: PricedAccount, held: Requirement, basis: Basis, given: number | undefined): Charge {
  if (given !== undefined) return leaf('open_orders_margin', given)
  if (account.orders.length === 0) return leaf('open_orders_margin', 0)
  const added = addedByOrders(account, {
    held: held.riskMatrix.amount,
    of: (positions) => requirementOf(positions, basis).riskMatrix.amount,
    factor: 1,
  })
  return sumOf('open_orders_margin', added)
}

/** Orders on what is not held, and has no parameters either. */
function unknownOrders(
  { orders }: PricedAccount,
  { unknown }: Requirement,
  { pairOf }: MatrixEngine,
): readonly Failure[] {
  const known = new Set(unknown.map(({ path }) => path))
  const underlyings = new Set(orders.map(({ priced }) => priced.instrument.underlying))
  const missing = [...underlyings].filter((underlying) => pairOf(underlying) === null).map(missingPair)
  return missing.filter(({ path }) => !known.has(path))
}

/** Amounts that the book gives for a pool, by its name or its currency. */
function extrasOf({ spotMargin, mmpMargin, openOrdersMargin }: PortfolioSettings, pool: string, currency: string) {
  const given = (amounts: PortfolioSettings['spotMargin']): number | undefined => amounts?.[pool] ?? amounts?.[currency]
  return {
    spotMargin: given(spotMargin) ?? 0,
    mmpMargin: given(mmpMargin) ?? 0,
    openOrdersMargin: given(openOrdersMargin),
  }
}
