import type { engine } from '@plimsoll/core'
import { engine as engineOf } from '@plimsoll/core'
import { holds } from './law.ts'
import { auditLosses } from './losses.ts'
import { type OwnPrices, priceOfAsset, pricesOfPosition } from './prices.ts'
import { eventsOf, type Step } from './step.ts'
import { figure } from './units.ts'

type StandingPool = engine.AccountStanding['pools'][number]

/** Every law of a liquidation step, from the account as it was and as it is, under rules that nobody tampered with. */
export function auditLiquidation(step: Step, prices: OwnPrices): void {
  auditLosses(step)
  const { command, outcome, before } = step
  if (command.type !== 'liquidate' || !outcome.done) return
  const [told] = eventsOf(step, 'liquidation-step')
  const was = before.accounts.get(command.account)
  if (told === undefined || was === undefined) return
  const changed = eventsOf(step, 'rules-changed').find(({ account }) => account === was.id)
  const account = changed === undefined ? was : { ...was, rules: changed.to }
  const core = { ...before.core, at: command.at }
  const pool = poolOf(account, core, step.rules, told.step.pool)
  holds(pool !== undefined, 'line', () => `${account.id} must have the pool ${told.step.pool} that is liquidated`)
  isOnKnownPrices(account, pool, core, prices)
  isBelowLine(account, pool, core, step.rules)
  const after = step.after.accounts.get(account.id)
  const left = after === undefined ? undefined : poolOf(after, step.after.core, step.rules, told.step.pool)
  isNoWorse(step, pool, left, told.step, prices)
  isDeleveragedRightly(step)
}

function poolOf(
  account: engine.Account,
  core: engine.EngineCore,
  rules: engine.EngineRules,
  name: string,
): StandingPool | undefined {
  const standing = engineOf.standingOf(account, core, rules)
  return engineOf.isStanding(standing) ? standing.pools.find(({ pool }) => pool.name === name) : undefined
}

/** A pool in danger, or one that is being liquidated and is not restored yet. */
function isBelowLine(
  { id, liquidation, rules: { model } }: engine.Account,
  { pool }: StandingPool,
  { config }: engine.EngineCore,
  rules: engine.EngineRules,
): void {
  const { adjustedEquity, trigger, name } = pool
  const maintenance = pool.maintenance.amount
  const isGoingOn = liquidation.state === 'liquidating' && liquidation.pool === name
  const policy = rules.liquidationOf(model)
  const share = isGoingOn ? (policy?.restoreUse?.use ?? config.restoreUse) : 1
  const isBelow =
    adjustedEquity < 0 || (maintenance > 0 && maintenance >= share * trigger * adjustedEquity * (1 - 1e-9))
  // One that owes with nothing left to margin is wound up to the end.
  holds(isBelow, 'line', () => `${name} of ${id} must be below its line, has ${adjustedEquity} for ${maintenance}`)
}

/** No price of the pool may be missing, stale, or from before a standstill. */
function isOnKnownPrices(
  account: engine.Account,
  { pool }: StandingPool,
  core: engine.EngineCore,
  prices: OwnPrices,
): void {
  const isIsolated = pool.positions.some((position) => position.isIsolated)
  const names = pool.positions.flatMap(({ symbol }) => pricesOfPosition(symbol, core))
  const balances = isIsolated ? [] : pool.collateral.flatMap(({ asset }) => priceOfAsset(asset, core.market))
  const unusable = prices.unusable([...names, ...balances], core.at, core.config)
  holds(
    unusable.length === 0,
    'stale',
    () => `${pool.name} of ${account.id} must not be liquidated while ${unusable.join(', ')} cannot be known`,
  )
}

const relativeError = 1e-6

/** Equity falls by the fees, by what fills were off the mark, and by what the fund took; nothing else is lost. */
function isNoWorse(
  step: Step,
  { pool: before }: StandingPool,
  after: StandingPool | undefined,
  { fills, flows, name }: engine.LiquidationStepFacts,
  prices: OwnPrices,
): void {
  if (after === undefined) return
  const { pool } = after
  const { market } = step.before.core
  const id = (step.command as engine.Liquidate).account
  const inPool = (asset: string): number => prices.worth(asset, market) / before.currencyPrice
  let costs = 0
  for (const fill of fills) costs += costOf(fill, market, inPool)
  let received = 0
  for (const flow of flows) if (flow.with !== 'deleveraged') received += figure(flow.amount) * inPool(flow.asset)
  let rounded = roundingOfConversions(step, inPool)
  for (const fill of fills) rounded += roundingOf(fill, market, inPool)
  const expected = before.equity - costs + received
  const tolerance = relativeError * (Math.abs(before.equity) + Math.abs(costs) + Math.abs(received)) + rounded + 1e-6
  holds(
    pool.equity >= expected - tolerance,
    'no-worse',
    () => `${name} of ${id} must leave ${expected} after its fees and impact, leaves ${pool.equity}`,
  )
  const asked = before.maintenance.amount
  holds(
    pool.maintenance.amount <= asked * (1 + relativeError) + relativeError,
    'no-worse',
    () => `${name} of ${id} must not ask more maintenance than ${asked}, asks ${pool.maintenance.amount}`,
  )
}

/** Fee, and distance from the mark against the account, pool currency. */
function costOf(
  { symbol, contracts, price, mark, fee }: engine.LiquidationFill,
  market: engine.EngineCore['market'],
  inPool: (asset: string) => number,
): number {
  const instrument = market.instruments.get(symbol)?.instrument
  if (instrument === undefined || instrument.kind === 'spot') return 0
  const size = figure(contracts) * figure(instrument.contractSize)
  const isInverse = instrument.kind !== 'option' && instrument.payout === 'inverse'
  const impact = isInverse ? size * (1 / figure(mark) - 1 / figure(price)) : size * (figure(price) - figure(mark))
  return (figure(fee) + impact) * inPool(instrument.settle)
}

/** What rounding may take: a unit of each posting, and of the price as it is told. */
function roundingOf(
  { symbol, contracts }: engine.LiquidationFill,
  market: engine.EngineCore['market'],
  inPool: (asset: string) => number,
): number {
  const instrument = market.instruments.get(symbol)?.instrument
  if (instrument === undefined || instrument.kind === 'spot') return 0
  return 1e-8 * (4 + Math.abs(figure(contracts))) * inPool(instrument.settle)
}

/** Balances that pay another: a unit of each. */
function roundingOfConversions(step: Step, inPool: (asset: string) => number): number {
  const conversions = eventsOf(step, 'posted').filter(({ entry }) => entry.cause === 'conversion')
  return conversions.flatMap(({ entry }) => entry.postings).reduce((sum, { asset }) => sum + 1e-8 * inPool(asset), 0)
}

/** Who is deleveraged held the other side, closes no more than that, profits, and pays no fee. */
function isDeleveragedRightly(step: Step): void {
  const { command, before } = step
  if (command.type !== 'liquidate') return
  const others = eventsOf(step, 'position-changed').filter(({ account }) => account !== command.account)
  const fills = eventsOf(step, 'filled').filter(
    ({ account, why }) => account !== command.account || why === 'deleveraging',
  )
  for (const { account, key, was, now } of others) {
    const filled = fills.some((fill) => fill.account === account && fill.why === 'deleveraging')
    holds(filled, 'deleveraging', () => `${key} of ${account} must not change in a liquidation of ${command.account}`)
    const [held, left] = [figure(was?.contracts), figure(now?.contracts)]
    const isSmaller = Math.abs(left) <= Math.abs(held) && left * held >= 0
    holds(isSmaller, 'deleveraging', () => `${key} of ${account} must be reduced from ${held}, becomes ${left}`)
  }
  const own = before.accounts.get(command.account)
  for (const { account, symbol, contracts, fee, realised } of fills) {
    if (account === command.account) continue
    const opposite = [...(own?.positions.values() ?? [])].some(
      (each) => each.symbol === symbol && each.contracts.sign() === contracts.sign(),
    )
    holds(
      opposite,
      'deleveraging',
      () => `${account} must take over ${symbol} of ${command.account}, trades ${contracts}`,
    )
    holds(realised.sign() >= 0, 'deleveraging', () => `${account} must realise no loss, realises ${realised}`)
    holds(fee.isZero(), 'deleveraging', () => `${account} must pay no fee, pays ${fee}`)
  }
}
