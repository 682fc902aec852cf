import { ExampleError, type ExampleRule, type Fields, listIn, numberIn, numberOr } from '../../margin/conformance.ts'
import { accountRates } from './account-rates.ts'
import { type Bracket, bracketsOf } from './brackets.ts'
import { contingencySum, futureContingency } from './contingency.ts'
import { rightIn, stressExample } from './examples-grid.ts'
import { maxLossExample } from './examples-max-loss.ts'
import { bankruptcyPriceOf, bankruptcyShare, positionValue, toTick } from './isolated-price.ts'
import { bracketedMaintenance, leveragedInitial } from './leveraged-margin.ts'
import { bybit20260724 } from './params.ts'
import { type ShortOption, shortOptionInitial, shortOptionMaintenance } from './short-option.ts'

/** The published examples, answered by the rules of the models. */
export const bybitExamples: Readonly<Record<string, ExampleRule>> = {
  'bybit: portfolio_margin/stress_grid': stressExample,
  'bybit: portfolio_margin/max_loss': maxLossExample,
  'bybit: portfolio_margin/contingency': contingencyExample,
  'bybit: portfolio_margin/IM': (inputs) => {
    const factor = numberOr(inputs, 'im_factor', published.coins['BTC']?.initialFactor ?? Number.NaN)
    return { assetIM: numberIn(inputs, 'assetMM') * factor }
  },
  'bybit: portfolio_margin/account_rates': ratesExample,
  'bybit: cross/MM_deduction': deductionExample,
  'bybit: cross/IM': leveragedExample,
  'bybit: option/cross': shortOptionExample,
  'bybit: inverse long bankruptcy price': (inputs) => bankruptcyExample(inputs, 'inverse', 'long'),
  'bybit: inverse short bankruptcy price': (inputs) => bankruptcyExample(inputs, 'inverse', 'short'),
  'bybit: linear long bankruptcy price': (inputs) => bankruptcyExample(inputs, 'linear', 'long'),
  'bybit: linear short bankruptcy price': (inputs) => bankruptcyExample(inputs, 'linear', 'short'),
}

const published = bybit20260724.parameters

/** The sum of the five, and of futures where quantity and index are given instead. */
function contingencyExample(inputs: Fields): unknown {
  const btc = published.coins['BTC']
  const factor = numberOr(inputs, 'factor', btc?.futureContingencyFrac ?? 0)
  const quantity = numberOr(inputs, 'qty', 0)
  const future = futureContingency(Math.abs(quantity), factor, numberOr(inputs, 'index', 0))
  const parts = {
    optionContingency: numberOr(inputs, 'option', numberOr(inputs, 'optionContingency', 0)),
    futureDeltaContingency: numberOr(inputs, 'futureDelta', numberOr(inputs, 'futureDeltaContingency', 0)),
    optionVegaContingency: numberOr(inputs, 'optionVega', numberOr(inputs, 'optionVegaContingency', 0)),
    usdtUsdcContingency: numberOr(inputs, 'usdtUsdc', numberOr(inputs, 'usdtUsdcContingency', 0)),
    futureContingency: numberOr(inputs, 'future', numberOr(inputs, 'futureContingency', future)),
  }
  return { ...parts, contingencyComponents: contingencySum(parts) }
}

function ratesExample(inputs: Fields): unknown {
  const marginBalance = numberOr(inputs, 'marginBalance', 0)
  const rates = accountRates({
    backing: numberOr(inputs, 'equity', marginBalance),
    initialMargin: numberOr(inputs, 'accountIM', 0),
    maintenanceMargin: numberOr(inputs, 'accountMM', 0),
    haircutLoss: numberOr(inputs, 'haircutLoss', numberOr(inputs, 'haircut', 0)),
    orderLoss: numberOr(inputs, 'orderLoss', 0),
  })
  return {
    availableBalance: rates.availableBalance,
    accountMMRate: rates.maintenanceRate,
    accountIMRate: rates.initialRate,
  }
}

/** Deductions of a table; with a value, its margin as well. */
function deductionExample(inputs: Fields): unknown {
  const brackets = tableIn(inputs)
  const deductions = Object.fromEntries(brackets.map(({ deduction }, i) => [`tier${i + 1}`, deduction]))
  const value = valueIn(inputs)
  return value === null
    ? deductions
    : { ...deductions, MM: bracketedMaintenance({ value, feeFrac: 0 }, brackets).amount }
}

function leveragedExample(inputs: Fields): unknown {
  const value = valueIn(inputs)
  if (value === null) throw new ExampleError('input.missing', 'qty and px must be given')
  const leverage = numberIn(inputs, 'lev')
  const side = String(inputs['side'] ?? 'long').toLowerCase()
  const isShort = side === 'short' || side === 'sell' || numberOr(inputs, 'qty', 1) < 0
  const share = bankruptcyShare({ payout: 'linear', side: isShort ? 'short' : 'long', leverage })
  const feeFrac = share * numberOr(inputs, 'taker', 0)
  const IM = leveragedInitial({ value, leverage, feeFrac }).amount
  if (tableKey(inputs) === undefined) return { positionValue: value, IM }
  return { positionValue: value, IM, MM: bracketedMaintenance({ value, feeFrac }, tableIn(inputs)).amount }
}

function valueIn(inputs: Fields): number | null {
  for (const name of ['value', 'positionValue', 'notional'])
    if (inputs[name] !== undefined) return numberIn(inputs, name)
  if (inputs['qty'] === undefined) return null
  return positionValue('linear', Math.abs(numberIn(inputs, 'qty')), numberIn(inputs, 'px'))
}

function tableKey(inputs: Fields): string | undefined {
  return Object.keys(inputs).find((key) => key.startsWith('tiers'))
}

/** `tiers(limit,lev,mmr%)`: the columns are named in the key; a rate with % is in percent. */
function tableIn(inputs: Fields): readonly Bracket[] {
  const key = tableKey(inputs)
  if (key === undefined) throw new ExampleError('input.missing', 'tiers must be given')
  const columns = /\(([^)]*)\)/
    .exec(key)?.[1]
    ?.split(',')
    .map((name) => name.trim()) ?? ['limit', 'mmr']
  const at = (pattern: RegExp): number => columns.findIndex((name) => pattern.test(name))
  const scale = columns[at(/^mmr/)]?.endsWith('%') ? 100 : 1
  const rows = listIn(inputs, key).map((row) => {
    const cell = (i: number): number => cellOf(row, i)
    return {
      valueMax: cell(at(/^limit/)),
      leverageMax: at(/^lev/) < 0 ? 1 : cell(at(/^lev/)),
      maintenanceRateFrac: cell(at(/^mmr/)) / scale,
    }
  })
  return bracketsOf(rows)
}

function cellOf(row: unknown, i: number): number {
  const value = Array.isArray(row) ? row[i] : undefined
  if (typeof value === 'number') return value
  if (value === null) return Number.MAX_VALUE
  throw new ExampleError('input.value', `a tier must be a list of numbers, is ${JSON.stringify(row)}`)
}

function shortOptionExample(inputs: Fields): unknown {
  const terms = published.options['BTC']
  if (terms === undefined) throw new ExampleError('input.missing', 'the short option rates of BTC must be published')
  const quantity = Math.abs(numberOr(inputs, 'qty', 1))
  const option = optionIn(inputs)
  const MM = quantity * shortOptionMaintenance(option, terms).amount
  const IM = quantity * shortOptionInitial(option, terms).amount
  if (inputs['margin_balance'] === undefined) return { MM, IM }
  const balance = numberIn(inputs, 'margin_balance')
  return { MM, IM, accountMMpct: (100 * MM) / balance, accountIMpct: (100 * IM) / balance }
}

/** An example that names no right has an option out of the money, as both printed ones have. */
function optionIn(inputs: Fields): ShortOption {
  const [index, strike, mark] = [numberIn(inputs, 'S'), numberIn(inputs, 'K'), numberIn(inputs, 'mark')]
  const symbol = String(inputs['symbol'] ?? inputs['option'] ?? '')
  const right = rightIn(inputs, symbol) ?? (strike < index ? 'put' : 'call')
  return { right, index, strike, mark, entry: numberOr(inputs, 'entry', mark) }
}

/** As computed, and as the venue shows it: on the tick against the trader. */
function bankruptcyExample(
  inputs: Fields,
  payout: 'linear' | 'inverse',
  side: 'long' | 'short',
): readonly (number | null)[] {
  const price = bankruptcyPriceOf({ payout, side, entry: numberIn(inputs, 'entry'), leverage: numberIn(inputs, 'lev') })
  if (price === null || inputs['tick'] === undefined) return [price]
  return [price, toTick(price, numberIn(inputs, 'tick'), side)]
}
