/** For what moves and how long a slope holds. */
export interface SlopeReach {
  /** Largest move of any price, up or down, as a fraction. */
  readonly moveFrac: number
  /** Years from now. */
  readonly years: number
}

/**
 * How fast a pool can come nearer to its line: bounds, pool currency, that hold while no price that it depends on leaves
 * `moveFrac`, time does not pass `years`, and volatilities and what is held stay. Never too small; larger than need be
 * costs only time.
 */
export interface SlackSlope {
  /** What adjusted equity can lose for each 1.00 by which prices move, all at once and each its own way. */
  readonly equityPerMove: number
  /** What maintenance margin can gain by it. */
  readonly maintenancePerMove: number
  /** What both together can lose and gain beside, however little prices move: time value, jumps of a charge. */
  readonly reserve: number
}
