import { bankruptcyPrice, ExampleError, type ExampleRule, listIn, numberIn, tierDeductions } from '@plimsoll/core'
import { linearAccount, shortCallAccount } from './linear-account.ts'

type Fields = Readonly<Record<string, unknown>>

export const bybitRules: Readonly<Record<string, ExampleRule>> = {
  'bybit: cross/MM_deduction': (inputs) => {
    const deductions = tierDeductions(listIn(inputs, 'tiers(limit,lev,mmr%)').map(tierOf))
    return Object.fromEntries(deductions.map((deduction, i) => [`tier${i + 1}`, deduction]))
  },
  'bybit: cross/IM': (inputs) => {
    const price = numberIn(inputs, 'px')
    const account = linearAccount(0, {
      contracts: numberIn(inputs, 'qty'),
      entryPrice: price,
      mark: price,
      leverage: numberIn(inputs, 'lev'),
    })
    return { positionValue: account.positions[0]?.notional, IM: account.initialMargin }
  },
  'bybit: option/cross': shortOption,
  'bybit: inverse long bankruptcy price': inverseBankruptcy,
}

function tierOf(tier: unknown): { readonly notionalMax: number; readonly maintenanceRateFrac: number } {
  const [limit, , ratePercent] = Array.isArray(tier) ? tier : []
  if (typeof limit === 'number' && typeof ratePercent === 'number')
    return { notionalMax: limit, maintenanceRateFrac: ratePercent / 100 }
  throw new ExampleError('input.value', `a tier must be [limit, leverage, rate in percent], is ${JSON.stringify(tier)}`)
}

/**
 * 3 % of the index and a liquidation fee of 0.2 %, beside the mark; initially 15 % less the part out of the money, at
 * least 10 %.
 *
 * @see Bybit, "Initial and Maintenance Margin Calculation (Options)", 2023-12-04.
 */
const shortOptionRates = { initialFrac: 0.15, initialFloorFrac: 0.1, maintenanceFrac: 0.032 }

function shortOption(inputs: Fields): unknown {
  const option = { index: numberIn(inputs, 'S'), strike: numberIn(inputs, 'K'), mark: numberIn(inputs, 'mark') }
  const balance = numberIn(inputs, 'margin_balance')
  const { maintenanceMargin } = shortCallAccount(balance, option, shortOptionRates)
  return {
    MM: maintenanceMargin,
    accountMMpct: maintenanceMargin === null ? null : (100 * maintenanceMargin) / balance,
  }
}

/** As computed, and as the venue shows it for a long: rounded up to the tick. */
function inverseBankruptcy(inputs: Fields): readonly (number | null)[] {
  const [entry, leverage, tick] = [numberIn(inputs, 'entry'), numberIn(inputs, 'lev'), numberIn(inputs, 'tick')]
  const price = bankruptcyPrice('inverse', 1, entry, 1 / entry / leverage)
  return [price, price === null ? null : Math.ceil(price / tick) * tick]
}
