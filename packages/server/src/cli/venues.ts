import { venueListing, venues } from '@plimsoll/core'
import { venueText } from '../print/venue-text.ts'
import { venuesText } from '../print/venues-text.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import type { Output } from './output.ts'
import { oneOf } from './usage-error.ts'

/** `plimsoll venues [VENUE]`: what there is to know of a venue besides its figures. */
export function runVenues(name: string | undefined, { json }: { readonly json?: true }, output: Output): ExitCode {
  const known = venues()
  const names = known.map((venue) => venue.name)
  const asked = name === undefined ? undefined : oneOf('the venue', name, names)
  const listing = venueListing(asked === undefined ? known : known.filter((venue) => venue.name === asked))
  const [only] = listing.venues
  if (json) output.json(listing)
  else if (asked === undefined || only === undefined) output.print(venuesText(listing))
  else output.print(venueText(only, output.terminal))
  return exitCode.fine
}
