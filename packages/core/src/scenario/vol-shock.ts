import { power } from '../num/exp-log.ts'

/**
 * A relative volatility shock that is larger for short expiries: σ·(1 + upFrac·(pivot/days)^power) up and
 * σ·max(0, 1 − downFrac·(pivot/days)^power) down, one power for short expiries and one for long.
 * The shape Deribit, Derive and Paradex publish.
 */
export interface VolShock {
  readonly upFrac: number
  readonly downFrac: number
  /** Days at which the shock is `upFrac` itself. */
  readonly pivotDays: number
  /** Power at `pivotDays` or fewer to expiry (at fewer only, when `pivotIsLong`). */
  readonly shortPower: number
  readonly longPower: number
  readonly pivotIsLong?: boolean
  /** Days to expiry count as at least this many. */
  readonly daysMin: number
  /** Floor of the volatility after an upward shock; never lowers it. */
  readonly upVolMin: number
}

export type VolDirection = 'up' | 'same' | 'down'

/** What happens to a volatility in a scenario: `max(floor, vol × factor + points)`. */
export interface VolMove {
  readonly factor: number
  /** Added, fraction per square root of a year. */
  readonly points: number
  readonly floor: number
}

/** How a model moves volatilities: by direction, and by time to expiry in years. Remembered by identity. */
export type VolRule = (direction: VolDirection, tteYears: number) => VolMove

/** The published shape as a rule. */
export function stretchedShock(shock: VolShock): VolRule {
  return (direction, tteYears) => ({
    factor: volFactor(tteYears, direction, shock),
    points: 0,
    floor: volFloor(direction, shock),
  })
}

/** Volatility after the shock, fraction per square root of a year. */
export function shockedVol(vol: number, tteYears: number, direction: VolDirection, shock: VolShock): number {
  return Math.max(volFloor(direction, shock), vol * volFactor(tteYears, direction, shock))
}

/** Volatility after ÷ before, floors apart: it depends on the time to expiry alone. */
export function volFactor(tteYears: number, direction: VolDirection, shock: VolShock): number {
  if (direction === 'same') return 1
  const stretch = shockStretch(tteYears, shock)
  return direction === 'up' ? 1 + shock.upFrac * stretch : Math.max(0, 1 - shock.downFrac * stretch)
}

/** What a volatility after the shock is at least. */
export function volFloor(direction: VolDirection, { upVolMin }: VolShock): number {
  return direction === 'up' ? upVolMin : 0
}

function shockStretch(
  tteYears: number,
  { pivotDays, shortPower, longPower, daysMin, pivotIsLong = false }: VolShock,
): number {
  const days = tteYears * 365
  const isShort = pivotIsLong ? days < pivotDays : days <= pivotDays
  return power(pivotDays / Math.max(days, daysMin), isShort ? shortPower : longPower)
}
