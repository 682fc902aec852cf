import { leaf, sumOf } from '../../margin/charge.ts'
import type { MarginModel, ModelDefinition, ParameterSet, Pool } from '../../margin/model.ts'
import { optionValue, type PricedAccount, type PricedPosition } from '../../margin/priced-account.ts'
import { isHeld } from '../../margin/silos.ts'
import { type Failure, pointer, problem } from '../../num/result.ts'
import type { AccountParameters } from './parameters.ts'
import { accountSets } from './params-account.ts'
import { refusalOf } from './refusals.ts'
import { parseAccountParameters } from './schema.ts'
import { type OkxSettings, parseSettings } from './settings.ts'

/** Cash and options that were paid for: nothing is lent, so nothing is required. */
function accountPool(account: PricedAccount): Pool {
  const positions = account.positions.filter(isHeld)
  const cash = account.balances.reduce((sum, { amount, price }) => sum + amount * price, 0)
  const funding = account.positions.reduce((sum, row) => sum + row.accruedFunding * row.priced.settlePrice, 0)
  const options = positions.reduce((sum, position) => sum + optionValue(position) * position.priced.settlePrice, 0)
  return {
    name: 'account',
    currency: account.currency,
    currencyPrice: 1,
    equity: cash + funding + options,
    adjustedEquity: cash + funding,
    initial: sumOf('premium of orders', orderPremiums(account)),
    maintenance: sumOf('nothing is borrowed', []),
    trigger: 1,
    collateral: account.balances.map(({ asset, held, amount, price }) => ({
      asset,
      held,
      price,
      counted: amount,
      haircutFrac: 0,
    })),
    positions,
    riskUnits: [],
  }
}

function orderPremiums({ orders }: PricedAccount): Pool['initial'][] {
  return orders
    .filter(({ contracts, reduceOnly }) => contracts > 0 && !reduceOnly)
    .map(({ symbol, contracts, price, priced }) =>
      leaf(`${symbol} order`, contracts * priced.size * price * priced.settlePrice, priced.instrument.underlying),
    )
}

function refusals(account: PricedAccount, parameters: AccountParameters): readonly Failure[] {
  const owed = account.balances.filter(({ amount }) => amount < 0)
  const positions = account.positions.flatMap((position) => refusedPosition(position, parameters))
  const held = new Map(account.positions.map(({ symbol, contracts }) => [symbol, contracts]))
  const orders = account.orders.flatMap(({ symbol, priced, contracts }) => {
    const after = (held.get(symbol) ?? 0) + contracts
    return refusedPosition({ symbol, priced, contracts: after }, parameters)
  })
  const refused = [...positions, ...orders]
  return [
    ...new Map(refused.map((failure) => [failure.path, failure])).values(),
    ...owed.map(({ asset, held }) =>
      problem(
        'venue.cannot-hold',
        pointer('balances', asset),
        `each coin must pay for itself in spot mode, ${asset} is ${held.toString()}`,
      ),
    ),
  ]
}

function refusedPosition(
  position: Pick<PricedPosition, 'symbol' | 'priced' | 'contracts'>,
  parameters: AccountParameters,
): readonly Failure[] {
  const reason = reasonOf(position, parameters)
  return reason === null ? [] : [problem('venue.cannot-hold', pointer('positions', position.symbol), reason)]
}

function reasonOf(
  position: Pick<PricedPosition, 'symbol' | 'priced' | 'contracts'>,
  parameters: AccountParameters,
): string | null {
  const { symbol, priced, contracts } = position
  if (priced.option === undefined)
    return `spot mode holds coins and long options, ${symbol} is a ${priced.instrument.kind}`
  if (contracts < 0) return `options must be long in spot mode, ${symbol} is short`
  return refusalOf(position, Object.keys(parameters.optionMargin))
}

function make({ parameters, ...info }: ParameterSet<AccountParameters>): MarginModel {
  return {
    name: 'okx/spot',
    mode: 'cross',
    parameters: info,
    refusals: (account) => refusals(account, parameters),
    pools: (account) => [accountPool(account)],
  }
}

/** Account mode 1: each coin pays for itself. */
export const spot: ModelDefinition<AccountParameters, OkxSettings> = {
  name: 'okx/spot',
  title: 'Spot',
  mode: 'cross',
  sets: accountSets,
  parse: parseAccountParameters,
  parseSettings,
  make,
}
