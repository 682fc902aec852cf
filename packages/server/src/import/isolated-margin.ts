import { Decimal } from '@plimsoll/core'
import { decimalText, isRecord } from './decimal-text.ts'

type Item = Readonly<Record<string, unknown>>

/** What is set aside for an isolated position, before its profit, and which fields of the row say so. */
export interface IsolatedMargin {
  readonly amount: Decimal
  readonly source: string
}

/**
 * The margin set aside for an isolated position of ccxt, settlement asset; undefined when the row does not tell.
 *
 * Its `collateral` is what stands behind the position now, so the unrealised profit is in it already, and the pool
 * would count it twice. Taken are, in this order: the venue's own wallet of the position; collateral less profit, as
 * stated or as it follows from the prices; `initialMargin`.
 */
export function isolatedMarginOf(item: Item): IsolatedMargin | undefined {
  return walletOf(item['info']) ?? collateralLessProfit(item) ?? initialMarginOf(item)
}

/** The venues' names of a wallet that profit does not move: Binance, Bybit, OKX. */
function walletOf(info: unknown): IsolatedMargin | undefined {
  if (!isRecord(info)) return undefined
  // OKX says `margin` of isolated positions only; elsewhere that name means other things.
  const names = ['isolatedWallet', 'positionBalance', ...(info['mgnMode'] === 'isolated' ? ['margin'] : [])]
  const name = names.find((each) => (exact(info[each])?.sign() ?? 0) > 0)
  const amount = name === undefined ? undefined : exact(info[name])
  return amount === undefined ? undefined : { amount, source: `info.${name}` }
}

function collateralLessProfit(item: Item): IsolatedMargin | undefined {
  const collateral = exact(item['collateral'])
  if (collateral === undefined) return undefined
  const stated = exact(item['unrealizedPnl'])
  if (stated !== undefined) return { amount: collateral.minus(stated), source: 'collateral less unrealizedPnl' }
  const profit = profitOf(item)
  return (
    profit && { amount: collateral.minus(profit), source: 'collateral less the profit from entryPrice to markPrice' }
  )
}

function initialMarginOf(item: Item): IsolatedMargin | undefined {
  const amount = exact(item['initialMargin'])
  return amount && { amount, source: 'initialMargin' }
}

/** Digits of a profit in coin: finer than any venue keeps. */
const coinScale = 12

/** Unrealised profit by its definition, settlement asset; undefined when a part of it is missing. */
function profitOf({ symbol, side, ...item }: Item): Decimal | undefined {
  const [contracts, size, entry, mark] = ['contracts', 'contractSize', 'entryPrice', 'markPrice'].map((name) =>
    exact(item[name]),
  )
  if (contracts === undefined || size === undefined || entry === undefined || mark === undefined) return undefined
  const amount = contracts.abs().times(size)
  const held = side === 'short' ? amount.negated() : amount
  const payout = payoutOf(symbol)
  if (payout === 'linear') return held.times(mark.minus(entry))
  if (payout === 'unknown' || entry.sign() <= 0 || mark.sign() <= 0) return undefined
  const perDollar = 1 / Number(entry.toString()) - 1 / Number(mark.toString())
  // More profit leaves less margin: rounded up, it does not favour the trader.
  return held.times(Decimal.fromNumber(perDollar)).rounded(coinScale, 'up')
}

/** BASE/QUOTE:SETTLE. Options pay their price's difference in what they settle in. */
function payoutOf(symbol: unknown): 'linear' | 'inverse' | 'unknown' {
  const parts = /^([^/]+)\/([^:]+):([^-]+)(.*)$/.exec(String(symbol))
  const [, base, quote, settle, terms = ''] = parts ?? []
  if (parts === null) return 'unknown'
  if (settle === quote || /-[CP]$/.test(terms)) return 'linear'
  return settle === base ? 'inverse' : 'unknown'
}

function exact(value: unknown): Decimal | undefined {
  const text = decimalText(value)
  return text === undefined ? undefined : Decimal.of(text)
}
