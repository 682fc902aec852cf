import { isRecord } from './decimal-text.ts'
import { hasNames, listsNames } from './payload-fields.ts'
import type { PayloadKind } from './payload-part.ts'

/** An answer that says nothing a book needs, with the reason; it is named and left alone. */
function unneeded(venue: string, name: string, reason: string, matches: PayloadKind['matches']): PayloadKind {
  return { venue, name, matches, read: () => ({ notes: [`left out: ${reason}`] }) }
}

/** Bybit's lists by their first row. */
function bybitList(...names: readonly string[]): PayloadKind['matches'] {
  return (content) => isRecord(content) && listsNames(content['list'], ...names)
}

const parameters = 'the venue’s terms are parameters; give your own with --params'
const history = 'what was traded is in the balances and positions already'
const names = 'the names of the contracts say their terms'

/** Answers that are known and not read. */
export const unneededKinds: readonly PayloadKind[] = [
  unneeded('deribit', 'get_instruments', names, (content) =>
    listsNames(content, 'instrument_name', 'tick_size', 'settlement_period'),
  ),
  unneeded(
    'deribit',
    'get_user_trades',
    history,
    (content) => isRecord(content) && listsNames(content['trades'], 'trade_id', 'instrument_name'),
  ),
  unneeded('bybit', 'market/instruments-info', names, bybitList('symbol', 'baseCoin', 'quoteCoin', 'lotSizeFilter')),
  unneeded('bybit', 'market/risk-limit', parameters, bybitList('symbol', 'riskLimitValue', 'isLowestRisk')),
  unneeded('bybit', 'account/collateral-info', parameters, bybitList('currency', 'collateralRatio', 'borrowable')),
  unneeded('bybit', 'spot-margin-trade/collateral', parameters, bybitList('currency', 'collateralRatioList')),
  unneeded('bybit', 'account/transaction-log', history, bybitList('transactionTime', 'cashFlow', 'change')),
  unneeded(
    'hyperliquid',
    'spotClearinghouseState',
    'spot balances do not back perpetuals in cross or isolated margin',
    (content) => isRecord(content) && listsNames(content['balances'], 'coin', 'total', 'hold'),
  ),
  unneeded('binance', 'leverageBracket', parameters, (content) => listsNames(content, 'brackets')),
  unneeded('binance', 'pmAccountInfo', 'it holds what can be withdrawn alone', (content) =>
    hasNames(content, 'maxWithdrawAmountUSD', 'asset', 'maxWithdrawAmount'),
  ),
  unneeded('binance', 'eapi/account', 'options of Binance have a wallet of their own, which is not read', (content) =>
    hasNames(content, 'asset', 'greek', 'riskLevel'),
  ),
  unneeded('binance', 'eapi/position', 'options of Binance have a wallet of their own, which is not read', (content) =>
    listsNames(content, 'symbol', 'optionSide', 'strikePrice', 'quantity'),
  ),
]
