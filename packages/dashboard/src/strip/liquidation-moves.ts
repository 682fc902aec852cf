import type { LiquidationResult, LiquidationSide } from '../data/core-types.ts'
import { signedPercent } from '../format/format.ts'

/** A move at which a pool is liquidated. */
export interface LiquidationMove {
  readonly scope: string
  readonly pool: string
  readonly moveFrac: number
  readonly indexPrice: number | null
}

/** Every move found, the smallest first. */
export function liquidationMoves(rows: readonly LiquidationResult[]): readonly LiquidationMove[] {
  const found = rows.flatMap(({ scope, pool, below, above }) =>
    [below, above].flatMap((side) =>
      side.state === 'found' ? [{ scope, pool, moveFrac: side.moveFrac, indexPrice: side.indexPrice }] : [],
    ),
  )
  return found.sort((a, b) => Math.abs(a.moveFrac) - Math.abs(b.moveFrac))
}

/**
 * The nearest crossing on each side when one scope moves. A pool without a row for all coins together (an isolated
 * position) is liquidated by a common move where its own coin alone does it.
 */
export function nearestCrossings(rows: readonly LiquidationResult[], scope: string): readonly number[] {
  const hasCommonRow = new Set(rows.filter((row) => row.scope === 'all').map(({ pool }) => pool))
  const moves = liquidationMoves(
    rows.filter((row) => row.scope === scope || (scope === 'all' && !hasCommonRow.has(row.pool))),
  )
  const [below, above] = [moves.find(({ moveFrac }) => moveFrac <= 0), moves.find(({ moveFrac }) => moveFrac > 0)]
  return [below, above].flatMap((move) => (move === undefined ? [] : [move.moveFrac]))
}

export function isAlready(rows: readonly LiquidationResult[]): boolean {
  return poolsInLiquidation(rows).length > 0
}

/** The pools in liquidation as they stand, each once: `account`, or those of isolated positions. */
function poolsInLiquidation(rows: readonly LiquidationResult[]): readonly string[] {
  const already = rows.filter(({ below, above }) => below.state === 'already' || above.state === 'already')
  return [...new Set(already.map(({ pool }) => pool))]
}

/** Null while no pool is in liquidation: `in liquidation now`, `3 pools in liquidation now`. */
export function liquidationNow(rows: readonly LiquidationResult[]): string | null {
  const [first, ...more] = poolsInLiquidation(rows)
  if (first === undefined) return null
  if (more.length > 0) return `${more.length + 1} pools in liquidation now`
  return first === 'account' ? 'in liquidation now' : `${first} in liquidation now`
}

/** `all` is every coin that is not a stablecoin, moving by the same fraction. */
export function scopeText(scope: string): string {
  return scope === 'all' ? 'all coins' : scope
}

/** The rows that say most first: already there, then by the nearest move, then the ones that no move liquidates. */
export function nearestFirst(rows: readonly LiquidationResult[]): readonly LiquidationResult[] {
  return rows.toSorted((a, b) => distanceOf(a) - distanceOf(b))
}

function distanceOf({ below, above }: LiquidationResult): number {
  return Math.min(sideDistance(below), sideDistance(above))
}

function sideDistance(side: LiquidationSide): number {
  return side.state === 'already' ? 0 : side.state === 'found' ? Math.abs(side.moveFrac) : Number.MAX_VALUE
}

/** Both sides of one scope in a few words: `−11.4 % or +38.0 %`, `none: hedged`. */
export function sidesText({ below, above }: LiquidationResult): string {
  if (below.state === 'already' || above.state === 'already') return 'already there'
  if (below.state === 'found' || above.state === 'found')
    return [below, above].filter(isFound).map(moveText).join(' or ')
  if (below.state === 'unknown') return `unknown: ${below.reason}`
  if (above.state === 'unknown') return `unknown: ${above.reason}`
  return below.reason === above.reason
    ? `none: ${below.reason}`
    : `none below: ${below.reason}; none above: ${above.reason}`
}

type FoundSide = Extract<LiquidationSide, { state: 'found' }>

function isFound(side: LiquidationSide): side is FoundSide {
  return side.state === 'found'
}

function moveText({ moveFrac }: FoundSide): string {
  return signedPercent(moveFrac, 1)
}
