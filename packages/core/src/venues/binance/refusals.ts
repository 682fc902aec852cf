import type { PricedAccount, PricedBalance } from '../../margin/priced-account.ts'
import { refusedPositions } from '../../margin/refusals.ts'
import type { RuledPosition } from '../../margin/table-rules.ts'
import type { Derivative } from '../../market/instrument.ts'
import { type Failure, pointer, problem } from '../../num/result.ts'
import { isMoney } from './cash.ts'
import { isQuote, segmentOf } from './contract-table.ts'
import type { TableOf } from './leg-margin.ts'

/** Which of the venue's rules an account is held to. */
export interface HoldRules {
  /** Null where contracts need no brackets: any in a stablecoin is then held. */
  readonly tableOf: TableOf | null
  /** Whether an asset counts; every coin does in a wallet of its own. */
  readonly isCollateral: (asset: string) => boolean
  /** Whether a position may be in isolated margin. */
  readonly allowsIsolated: (instrument: Derivative) => boolean
  readonly allowsOptions: boolean
}

/** What the venue's futures wallets cannot hold, with the rule and the value. */
export function refusalsOf(account: PricedAccount, rules: HoldRules): readonly Failure[] {
  const isolated = new Set(
    [...account.positions, ...account.orders, ...account.unpriced]
      .filter(({ isIsolated }) => isIsolated)
      .map(({ symbol }) => symbol),
  )
  return [
    ...refusedPositions(account, (row) => contractReason(row, isolated.has(row.symbol), rules)),
    ...account.balances.flatMap((balance) => balanceRefusal(balance, account, rules)),
  ]
}

function contractReason({ symbol, priced }: RuledPosition, isIsolated: boolean, rules: HoldRules): string | null {
  const { instrument } = priced
  const wrongOption = instrument.kind === 'option' ? optionReason(symbol, instrument, rules) : null
  if (wrongOption !== null) return wrongOption
  if (isIsolated && !rules.allowsIsolated(instrument))
    return `positions must be in cross margin here, ${symbol} is isolated`
  if (instrument.kind === 'option') return null
  if (segmentOf(instrument) === 'USD-M') return usdmReason(symbol, instrument, rules)
  const isCoinMargined = instrument.quote === 'USD' && instrument.settle === instrument.underlying
  return isCoinMargined ? null : `COIN-M contracts must be in USD and settle in their coin, ${symbol} does not`
}

function usdmReason(symbol: string, instrument: Derivative, { tableOf }: HoldRules): string | null {
  if (tableOf === null)
    return isQuote(instrument.settle) ? null : `USD-M contracts must settle in a stablecoin, ${symbol} does not`
  const { key, brackets } = tableOf(instrument)
  return brackets === null ? `USD-M contracts must be in the bracket table, ${key} of ${symbol} is not` : null
}

function optionReason(symbol: string, { payout }: Derivative, { allowsOptions }: HoldRules): string | null {
  if (!allowsOptions) return `USD-M and COIN-M wallets must hold futures and perpetuals, ${symbol} is an option`
  return payout === 'linear' ? null : `options must settle in their quote currency, ${symbol} settles in its coin`
}

/** Money in the market's own currency is held as a stablecoin; other money no wallet takes. */
function balanceRefusal(
  { asset, amount }: PricedBalance,
  { currency }: PricedAccount,
  { isCollateral }: HoldRules,
): readonly Failure[] {
  if (amount === 0 || (asset === currency && isMoney(asset))) return []
  const path = pointer('balances', asset)
  if (isMoney(asset)) return [problem('venue.cannot-hold', path, `wallets must hold coins, ${asset} is money`)]
  if (amount < 0 || isCollateral(asset)) return []
  return [problem('venue.cannot-hold', path, `collateral must have a ratio in the set, ${asset} has none`)]
}

/** A loan is priced by the balance it was taken off, which may be zero but must be in the book. */
export function loansWithoutBalance(
  { balances }: PricedAccount,
  loans: Readonly<Record<string, unknown>>,
): readonly Failure[] {
  const held = new Set(balances.map(({ asset }) => asset))
  return Object.keys(loans)
    .filter((asset) => !held.has(asset))
    .map((asset) =>
      problem(
        'params.value',
        pointer('settings', 'loans', asset),
        `a loan must have a balance, "0" at least, ${asset} has none`,
      ),
    )
}
