import { ExampleError, type ExampleRule, type Fields, listIn } from '../../margin/conformance.ts'
import type { LeverageTier } from '../../margin/leverage-tiers.ts'
import { accountRates } from './account-rates.ts'
import { bracketsOf } from './brackets.ts'
import { contingencySum, futureContingency } from './contingency.ts'
import { btcTerms, isLongIn, namedKey, namedNumber, namedNumberOr, rightIn } from './example-inputs.ts'
import { stressExample } from './examples-grid.ts'
import { maxLossExample } from './examples-max-loss.ts'
import { bankruptcyPriceOf, bankruptcyShare, positionValue, toTick } from './isolated-price.ts'
import { bracketedMaintenance, leveragedInitial } from './leveraged-margin.ts'
import { bybit20260724, type OptionTerms } from './params.ts'
import { type ShortOption, shortOptionInitial, shortOptionMaintenance } from './short-option.ts'

/** The published examples, answered by the rules of the models. */
export const bybitExamples: Readonly<Record<string, ExampleRule>> = {
  'bybit: portfolio_margin/stress_grid': stressExample,
  'bybit: portfolio_margin/max_loss': maxLossExample,
  'bybit: portfolio_margin/contingency': contingencyExample,
  'bybit: portfolio_margin/IM': (inputs) => {
    const factor = namedNumberOr(inputs, ['im_factor', 'factor']) ?? btcTerms.initialFactor
    return { assetIM: namedNumber(inputs, ['assetMM', 'MM']) * factor }
  },
  'bybit: portfolio_margin/account_rates': ratesExample,
  'bybit: cross/MM_deduction': deductionExample,
  'bybit: cross/IM': leveragedExample,
  'bybit: option/cross': optionExample,
  'bybit: inverse long bankruptcy price': (inputs) => bankruptcyExample(inputs, 'inverse', 'long'),
  'bybit: inverse short bankruptcy price': (inputs) => bankruptcyExample(inputs, 'inverse', 'short'),
  'bybit: linear long bankruptcy price': (inputs) => bankruptcyExample(inputs, 'linear', 'long'),
  'bybit: linear short bankruptcy price': (inputs) => bankruptcyExample(inputs, 'linear', 'short'),
}

const optionTerms = bybit20260724.parameters.options['BTC'] as OptionTerms

/** The sum of the five, and of futures where quantity and index are given instead. */
function contingencyExample(inputs: Fields): unknown {
  const given = (name: string): number | null => namedNumberOr(inputs, [name, `${name}Contingency`])
  const factor = namedNumberOr(inputs, ['factor', 'coeff', 'futureContingencyFactor']) ?? btcTerms.futureContingencyFrac
  const quantity = Math.abs(namedNumberOr(inputs, ['qty', 'size', 'position', 'BTCUSDT_qty']) ?? 0)
  const index = namedNumberOr(inputs, ['index', 'index_price', 'usdIndexPrice']) ?? 0
  const parts = {
    optionContingency: given('option') ?? 0,
    futureDeltaContingency: given('futureDelta') ?? 0,
    optionVegaContingency: given('optionVega') ?? 0,
    usdtUsdcContingency: given('usdtUsdc') ?? 0,
    futureContingency: given('future') ?? futureContingency(quantity, factor, index),
  }
  return { ...parts, contingencyComponents: contingencySum(parts) }
}

function ratesExample(inputs: Fields): unknown {
  const rates = accountRates({
    backing: namedNumber(inputs, ['equity', 'marginBalance']),
    initialMargin: namedNumberOr(inputs, ['accountIM', 'totalIM', 'IM']) ?? 0,
    maintenanceMargin: namedNumberOr(inputs, ['accountMM', 'totalMM', 'MM']) ?? 0,
    haircutLoss: namedNumberOr(inputs, ['haircutLoss', 'haircut']) ?? 0,
    orderLoss: namedNumberOr(inputs, ['orderLoss']) ?? 0,
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
  const deductions = Object.fromEntries(
    brackets.map(({ maintenanceDeduction }, i) => [`tier${i + 1}`, maintenanceDeduction]),
  )
  const value = valueIn(inputs)
  return value === null
    ? deductions
    : { ...deductions, MM: bracketedMaintenance({ value, closingFee: 0 }, brackets).amount }
}

function leveragedExample(inputs: Fields): unknown {
  const value = valueIn(inputs)
  const entryValue = valueIn(inputs, ['entry', 'px', 'price', 'mark'])
  if (value === null || entryValue === null) throw new ExampleError('input.missing', 'qty and px must be given')
  const leverage = namedNumber(inputs, ['lev', 'leverage'])
  const isLong = isLongIn(inputs) ?? (namedNumberOr(inputs, quantityNames) ?? 1) >= 0
  const share = bankruptcyShare({ payout: payoutIn(inputs), side: isLong ? 'long' : 'short', leverage })
  const closingFee = entryValue * share * (namedNumberOr(inputs, ['taker', 'taker_fee', 'fee_rate']) ?? 0)
  const IM = leveragedInitial({ value, leverage, closingFee }).amount
  const found = { positionValue: value, IM, feeToClose: closingFee }
  if (tableKey(inputs) === undefined) return found
  return { ...found, MM: bracketedMaintenance({ value, closingFee }, tableIn(inputs)).amount }
}

const quantityNames = ['qty', 'size', 'quantity']

/** At the first price found: of an entry and a mark, the mark. */
function valueIn(inputs: Fields, prices: readonly string[] = ['px', 'price', 'mark', 'entry']): number | null {
  const value = namedNumberOr(inputs, ['value', 'positionValue', 'notional'])
  if (value !== null) return value
  const quantity = namedNumberOr(inputs, quantityNames)
  if (quantity === null) return null
  return positionValue(payoutIn(inputs), Math.abs(quantity), namedNumber(inputs, prices))
}

/** Linear where nothing else is said. */
function payoutIn(inputs: Fields): 'linear' | 'inverse' {
  const key = namedKey(inputs, ['payout', 'contract', 'category', 'type', 'inverse'])
  return key !== null && (inputs[key] === true || inputs[key] === 'inverse') ? 'inverse' : 'linear'
}

function tableKey(inputs: Fields): string | undefined {
  return Object.keys(inputs).find((key) => key.startsWith('tiers'))
}

/** `tiers(limit,lev,mmr%)`: the columns are named in the key; a rate with % is in percent. */
function tableIn(inputs: Fields): readonly LeverageTier[] {
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

/** A long option was paid for and needs nothing. */
function optionExample(inputs: Fields): unknown {
  const option = optionIn(inputs)
  const quantity = isLongIn(inputs) === true ? 0 : Math.abs(namedNumberOr(inputs, quantityNames) ?? 1)
  const MM = quantity * shortOptionMaintenance(option, optionTerms).amount
  const IM = quantity * shortOptionInitial(option, optionTerms).amount
  const balance = namedNumberOr(inputs, ['margin_balance', 'equity', 'balance'])
  return balance === null
    ? { MM, IM }
    : { MM, IM, accountMMpct: (100 * MM) / balance, accountIMpct: (100 * IM) / balance }
}

/** An example that names no right has an option out of the money, as both printed ones have. */
function optionIn(inputs: Fields): ShortOption {
  const index = namedNumber(inputs, ['S', 'index', 'index_price', 'spot'])
  const strike = namedNumber(inputs, ['K', 'strike'])
  const mark = namedNumber(inputs, ['mark', 'mark_price'])
  const right = rightIn(inputs, String(inputs['symbol'] ?? inputs['option'] ?? '')) ?? (strike < index ? 'put' : 'call')
  return { right, index, strike, mark, entry: namedNumberOr(inputs, ['entry', 'entry_price', 'avg_price']) ?? mark }
}

/** As computed and, with a tick, as the venue shows it: on the tick against the trader. */
function bankruptcyExample(
  inputs: Fields,
  payout: 'linear' | 'inverse',
  side: 'long' | 'short',
): number | null | readonly (number | null)[] {
  const entry = namedNumber(inputs, ['entry', 'entry_price'])
  const price = bankruptcyPriceOf({ payout, side, entry, leverage: namedNumber(inputs, ['lev', 'leverage']) })
  const tick = namedNumberOr(inputs, ['tick', 'tick_size'])
  return price === null || tick === null ? price : [price, toTick(price, tick, side)]
}
