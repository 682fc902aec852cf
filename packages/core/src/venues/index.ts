import type { Venue } from '../margin/model.ts'
import { generic } from './generic/index.ts'
import { house } from './house/index.ts'

/** Every venue there is. A new one is a folder and a line here. */
export const allVenues: readonly Venue[] = [generic, house]
