import type { Venue } from '../margin/model.ts'
import type { Provenance } from '../margin/provenance.ts'
import type { VenueProfile } from '../margin/venue-profile.ts'
import type { MarginMode } from '../market/book.ts'

/** `plimsoll-venues/1`. */
export interface VenueListing {
  readonly format: 'plimsoll-venues/1'
  readonly venues: readonly ListedVenue[]
}

/** A venue with its models, and what is known of it besides; null where nothing is. */
export interface ListedVenue {
  readonly name: string
  readonly title: string
  readonly models: readonly ListedModel[]
  readonly profile: VenueProfile | null
}

interface ListedModel {
  readonly name: string
  readonly title: string
  readonly mode: MarginMode
  /** The current one first. */
  readonly sets: readonly ListedSet[]
}

interface ListedSet {
  readonly set: string
  readonly provenance: Provenance
  readonly source: string
  readonly exceptions: readonly { readonly path: string; readonly provenance: Provenance; readonly source: string }[]
}

/** What there is to know of venues, as a document. */
export function venueListing(venues: readonly Venue[]): VenueListing {
  return {
    format: 'plimsoll-venues/1',
    venues: venues.map(({ name, title, models, profile }) => ({
      name,
      title,
      models: models.map((model) => ({
        name: model.name,
        title: model.title ?? model.name,
        mode: model.mode,
        sets: model.sets.map(({ set, provenance, source, exceptions }) => ({ set, provenance, source, exceptions })),
      })),
      profile: profile ?? null,
    })),
  }
}
