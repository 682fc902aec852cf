import { type DefaultMargins, tableMargins } from '../../margin/isolated-margin.ts'
import type { ParadexParameters } from './params.ts'

/**
 * What is set aside for an isolated position whose margin is not given: entry notional ÷ leverage, or of a short option
 * its margin and the premium. A coin whose fraction is not known is not lent to.
 */
export function paradexMargins({ initialFrac, options }: ParadexParameters): DefaultMargins {
  return tableMargins(({ priced }) => {
    const { underlying } = priced.instrument
    const own = Object.hasOwn(initialFrac, underlying) ? initialFrac[underlying] : initialFrac['*']
    const option = options[underlying]?.initial
    return {
      tiers: [{ notionalMax: null, maintenanceRateFrac: 0, maintenanceDeduction: 0, leverageMax: 1 / (own ?? 1) }],
      wholePosition: true,
      shortOption: {
        initialFrac: option?.shortItmFrac ?? 1,
        initialFloorFrac: option?.shortOtmFrac ?? 1,
        maintenanceFrac: 0,
      },
    }
  })
}
