import type { Venue } from '../margin/model.ts'
import * as registry from './registry.ts'

/** Every venue there is, by name. */
export const allVenues: readonly Venue[] = Object.values(registry)
