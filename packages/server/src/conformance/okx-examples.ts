import { countedQuantity, ExampleError, type ExampleRule, type HaircutTier, listIn, numberIn } from '@plimsoll/core'
import { linearAccount } from './linear-account.ts'

type Fields = Readonly<Record<string, unknown>>

export const okxRules: Readonly<Record<string, ExampleRule>> = {
  'okx: multi_currency/discount': (inputs) => {
    const counted = coinsIn(inputs).reduce((sum, coin) => sum + discounted(inputs, coin), 0)
    return { discounted_usd: counted, adjEq: counted }
  },
  'okx: multi_currency/equity': currencyEquity,
}

/** Keys that are a currency by themselves: `USDT`, but not `BTC_px`. */
function coinsIn(inputs: Fields): readonly string[] {
  return Object.keys(inputs).filter((key) => /^[A-Z0-9]+$/.test(key))
}

/** Value of a coin after its discount rates: tiers of [up to, rate], or one rate. A coin that counts nothing needs no price. */
function discounted(inputs: Fields, coin: string): number {
  const tiers = inputs['tiers'] === undefined ? [rateTier(inputs, coin)] : listIn(inputs, 'tiers').map(tierOf)
  const counted = countedQuantity(tiers, numberIn(inputs, coin))
  return counted === 0 ? 0 : counted * (inputs[`${coin}_px`] === undefined ? 1 : numberIn(inputs, `${coin}_px`))
}

function rateTier(inputs: Fields, coin: string): HaircutTier {
  return {
    quantityMax: null,
    haircutFrac: inputs[`${coin}_rate`] === undefined ? 0 : 1 - numberIn(inputs, `${coin}_rate`),
  }
}

function tierOf(tier: unknown): HaircutTier {
  const [quantityMax, rate] = Array.isArray(tier) ? tier : []
  if ((typeof quantityMax === 'number' || quantityMax === null) && typeof rate === 'number')
    return { quantityMax, haircutFrac: 1 - rate }
  throw new ExampleError('input.value', `a tier must be [up to, rate], is ${JSON.stringify(tier)}`)
}

/** Balance of the settlement currency with the profit of its contracts. */
function currencyEquity(inputs: Fields): unknown {
  const coin = coinsIn(inputs)[0] ?? 'USDT'
  const profits = Object.keys(inputs).filter((key) => key.endsWith('_pnl'))
  const profit = profits.reduce((sum, key) => sum + numberIn(inputs, key), 0)
  const entryPrice = Math.abs(profit) + 1
  const account = linearAccount(numberIn(inputs, coin), { contracts: 1, entryPrice, mark: entryPrice + profit })
  return { [`${coin}_equity`]: account.equity }
}
