import type { Charge, LiquidationResult, MarginResult, MarketSnapshot, PoolResult } from '@plimsoll/core'
import type { StatedFigure } from './payload-part.ts'

/** A figure of the venue's beside ours. */
export interface ReconciledFigure {
  /** `account`, a currency, or a position: `BTC/USDT:USDT long`. */
  readonly of: string
  readonly figure: StatedFigure['figure']
  /** The venue's name of it. */
  readonly name: string
  readonly ours: number | null
  readonly theirs: number
  readonly difference: number | null
  /** Difference ÷ theirs; null when theirs is 0 and ours is not, or ours is not known. */
  readonly differenceFrac: number | null
  readonly verdict: 'reconciles' | 'does not reconcile' | 'not compared'
  /** Why ours is not known. */
  readonly reason?: string
}

/** Of every figure that the venue gives. */
export interface Reconciliation {
  readonly model: string
  /** Relative difference up to which a figure reconciles. */
  readonly toleranceFrac: number
  readonly reconciles: boolean
  readonly figures: readonly ReconciledFigure[]
}

/** Marks and rounding of a venue move its own figures by as much between two answers. */
const toleranceFrac = 0.005

/** What the venue says of the account beside what we say of it. */
export function reconcile(
  result: MarginResult,
  stated: readonly StatedFigure[],
  market: MarketSnapshot,
): Reconciliation {
  const priceOf = (asset: string): number | null => assetPrice(market, asset)
  const figures = stated.flatMap((figure) => {
    const found = oursOf(result, figure, priceOf)
    return found === undefined ? [] : [compared(figure, found)]
  })
  const isAny = figures.some(({ verdict }) => verdict === 'reconciles')
  const isNone = !figures.some(({ verdict }) => verdict === 'does not reconcile')
  return { model: result.model, toleranceFrac, reconciles: isAny && isNone, figures }
}

/** The largest relative difference of a figure that was compared; beyond any bound where the venue says 0 and we do not. */
export function largestDifference({ figures }: Reconciliation): number | null {
  const found = figures.filter(({ verdict }) => verdict !== 'not compared')
  const sizes = found.map(({ differenceFrac }) => Math.abs(differenceFrac ?? Number.POSITIVE_INFINITY))
  return sizes.length === 0 ? null : Math.max(...sizes)
}

/** Market currency per unit; null when the market does not tell. */
function assetPrice(market: MarketSnapshot, asset: string): number | null {
  if (asset === market.currency) return 1
  const price = market.assets.get(asset)?.price ?? market.underlyings.get(asset)?.index
  return price === undefined ? null : Number(price.toString())
}

type PriceOf = (asset: string) => number | null

/** An amount of ours in the currency of theirs. */
function converted(amount: number | null, from: string, to: string, priceOf: PriceOf): number | null {
  if (amount === null || from === to) return amount
  const [have, want] = [priceOf(from), priceOf(to)]
  return have === null || want === null ? null : (amount * have) / want
}

type Ours = number | { readonly reason: string }

function compared({ figure, name, value: theirs, of }: StatedFigure, found: Ours): ReconciledFigure {
  const head = { of: nameOf(of), figure, name }
  if (typeof found !== 'number')
    return { ...head, ours: null, theirs, difference: null, differenceFrac: null, verdict: 'not compared', ...found }
  const difference = found - theirs
  const differenceFrac = difference === 0 ? 0 : theirs === 0 ? null : difference / Math.abs(theirs)
  const isNear = Math.abs(difference) <= toleranceFrac * Math.abs(theirs)
  return {
    ...head,
    ours: found,
    theirs,
    difference,
    differenceFrac,
    verdict: isNear ? 'reconciles' : 'does not reconcile',
  }
}

function nameOf(of: StatedFigure['of']): string {
  if (of.scope === 'account') return 'account'
  if (of.scope === 'shared') return 'account, not isolated'
  return of.scope === 'currency' ? of.currency : `${of.symbol} ${of.side}`
}

/** Undefined where our model has no such figure: nothing is said then. */
function oursOf(result: MarginResult, stated: StatedFigure, priceOf: PriceOf): Ours | undefined {
  const { of } = stated
  if (of.scope === 'account') return ofAccount(result, stated, priceOf)
  if (of.scope === 'shared') return ofShared(result, stated, priceOf)
  return of.scope === 'currency' ? ofCurrency(result, stated, of.currency) : ofPosition(result, stated, of, priceOf)
}

function known(value: number | null, { problems }: MarginResult): Ours {
  return value ?? { reason: problems[0]?.message ?? 'it is not known' }
}

function ofAccount(result: MarginResult, { figure, name }: StatedFigure, priceOf: PriceOf): Ours | undefined {
  const own = result.venueFigures[name]
  if (own !== undefined) return own
  const dollars = (amount: number | null): Ours => known(converted(amount, result.currency, 'USD', priceOf), result)
  if (figure === 'equity') return dollars(result.equity)
  if (figure === 'adjusted equity') return dollars(result.adjustedEquity)
  if (figure === 'initial margin') return dollars(result.initialMargin)
  if (figure === 'maintenance margin') return dollars(result.maintenanceMargin)
  if (figure === 'maintenance margin used')
    return known(result.maintenanceMargin === 0 ? 0 : result.maintenanceUse, result)
  return figure === 'margin ratio' ? known(result.marginRatio, result) : undefined
}

/** What isolated positions do not share, in US dollars. */
function ofShared(result: MarginResult, { figure, name, without }: StatedFigure, priceOf: PriceOf): Ours | undefined {
  const own = result.venueFigures[name]
  if (own !== undefined) return own
  const pools = result.pools.filter((pool) => !isPosition(result, pool))
  const total = (amountOf: (pool: PoolResult) => number | null): Ours =>
    known(sumOf(pools.map((pool) => converted(amountOf(pool), pool.currency, 'USD', priceOf))), result)
  if (figure === 'equity') return total((pool) => pool.equity)
  if (figure === 'adjusted equity') return total((pool) => pool.adjustedEquity)
  if (figure === 'initial margin') return total((pool) => pool.initialMargin)
  if (figure === 'maintenance margin') return total((pool) => maintenanceOf(pool, without))
  const [only, ...others] = pools
  if (only === undefined || others.length > 0) return undefined
  if (figure === 'maintenance margin used') return known(only.maintenanceMargin === 0 ? 0 : only.maintenanceUse, result)
  return figure === 'margin ratio' ? ratioOf(only, result) : undefined
}

function ratioOf({ maintenanceUse }: PoolResult, result: MarginResult): Ours {
  return known(maintenanceUse === null || maintenanceUse === 0 ? null : 1 / maintenanceUse, result)
}

/** Null when one of them is not known. */
function sumOf(amounts: readonly (number | null)[]): number | null {
  return amounts.reduce((sum: number | null, amount) => (sum === null || amount === null ? null : sum + amount), 0)
}

function maintenanceOf({ maintenance }: PoolResult, without: string | undefined): number | null {
  return maintenance === null ? null : amountWithout(maintenance, without)
}

/** A tree's amount without the charges of a name, as far down as it is a sum. */
function amountWithout(charge: Charge, name: string | undefined): number {
  if (name === undefined) return charge.amount
  if (charge.name === name) return 0
  if (charge.rule === 'sum') return charge.parts.reduce((sum, part) => sum + amountWithout(part, name), 0)
  const [part] = charge.parts
  return charge.rule === 'scale' && part !== undefined ? (charge.by ?? 1) * amountWithout(part, name) : charge.amount
}

/** The pools in a currency, isolated ones too, where the venue keeps currencies apart; else nothing of ours stands beside it. */
function ofCurrency(
  result: MarginResult,
  { figure, value, without }: StatedFigure,
  currency: string,
): Ours | undefined {
  if (isUnited(result)) return undefined
  const pools = result.pools.filter((pool) => pool.currency === currency)
  const [only, ...others] = pools
  if (only === undefined) {
    const [missing] = result.standing === 'unknown' && value !== 0 ? result.problems : []
    return missing === undefined ? undefined : { reason: missing.message }
  }
  if (figure === 'equity') return known(sumOf(pools.map((pool) => pool.equity)), result)
  if (figure === 'initial margin') return known(sumOf(pools.map((pool) => pool.initialMargin)), result)
  if (figure === 'maintenance margin') return known(sumOf(pools.map((pool) => maintenanceOf(pool, without))), result)
  return figure === 'margin ratio' && others.length === 0 ? ratioOf(only, result) : undefined
}

/** One pool for everything that shares collateral. */
function isUnited(result: MarginResult): boolean {
  const shared = result.pools.filter((pool) => !isPosition(result, pool))
  return shared.length === 1 && shared[0]?.name === 'account'
}

/** A pool of one isolated position is named after it. */
function isPosition(result: MarginResult, { name }: PoolResult): boolean {
  return result.positions.some(({ symbol }) => name.startsWith(symbol))
}

type PositionScope = Extract<StatedFigure['of'], { readonly scope: 'position' }>

function ofPosition(
  result: MarginResult,
  { figure, currency = 'USD', without }: StatedFigure,
  { symbol, side }: PositionScope,
  priceOf: PriceOf,
): Ours | undefined {
  const position = result.positions.find((row) => row.symbol === symbol && sideOf(row) === side)
  if (position === undefined) return { reason: 'the position is not in the book' }
  if (figure === 'liquidation price') return liquidationOf(result, position)
  if (figure !== 'maintenance margin') return undefined
  const pool = result.pools.find((each) => each.name === position.pool)
  if (pool !== undefined && isPosition(result, pool))
    return known(converted(maintenanceOf(pool, without), pool.currency, currency, priceOf), result)
  // In a portfolio a position has no requirement of its own.
  if (result.mode === 'portfolio') return undefined
  return known(converted(position.maintenanceAlone, result.currency, currency, priceOf), result)
}

type PositionResult = MarginResult['positions'][number]

function liquidationOf({ liquidation }: MarginResult, position: PositionResult): Ours {
  const { symbol, pool, mark } = position
  const underlying = symbol.split('/')[0] ?? symbol
  const row = liquidation.find((each) => each.scope === underlying && each.pool === pool)
  return row === undefined || mark === null
    ? { reason: 'there is no search of its price' }
    : priceAt(row, sideOf(position), Number(mark))
}

function sideOf({ contracts, positionSide }: PositionResult): 'long' | 'short' {
  return positionSide ?? (contracts.startsWith('-') ? 'short' : 'long')
}

/** A long is liquidated below, a short above; the mark keeps its ratio to the index. */
function priceAt({ below, above }: LiquidationResult, side: 'long' | 'short', mark: number): Ours {
  const point = side === 'long' ? below : above
  if (point.state === 'found') return mark * (1 + point.moveFrac)
  return { reason: point.state === 'already' ? 'it is being liquidated' : point.reason }
}
