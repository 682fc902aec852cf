import type { CoinTerms } from './params.ts'
import type { GridTerms } from './stress-grid.ts'

/** The grid of a coin's terms; null where its price moves are not known. */
export function gridTermsOf(terms: CoinTerms | undefined): GridTerms | null {
  if (terms === undefined || terms.priceMovesFrac === null) return null
  const { priceMovesFrac, volUpFrac, volDownFrac, volPivotDays, volPower } = terms
  return {
    priceMovesFrac,
    vol: { upFrac: volUpFrac, downFrac: volDownFrac, pivotDays: volPivotDays, power: volPower },
  }
}
