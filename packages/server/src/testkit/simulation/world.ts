import type { engine } from '@plimsoll/core'
import type { Client } from './clients.ts'
import type { Fields } from './listings.ts'
import type { MarketPath } from './market-path.ts'
import type { Random } from './random.ts'

/** What those who send commands can see: the engine's answers so far, and the market outside. */
export interface World {
  readonly random: Random
  readonly path: MarketPath
  readonly clients: readonly Client[]
  /** As of all that is durable. */
  readonly state: () => engine.EngineState
  readonly now: () => number
  readonly nextOrder: () => string
}

/** A command without its instant, or nothing where the world offers no occasion for one. */
export type Maker = (world: World) => Fields | undefined
