import type { PricedAccount, PricedBalance } from '../../margin/priced-account.ts'
import type { Asset } from '../../market/instrument.ts'
import { fromRisk, toRisk } from '../../num/crossing.ts'
import { assetPrice } from '../../pricing/price-instrument.ts'

/** Digits that a stablecoin is kept to. */
const cashScale = 8

/**
 * The account with money in the market's own currency held as a stablecoin of the same value, as no wallet of the venue
 * takes money: the one its USD-M contracts settle in where that is one, else USDT.
 */
export function withCashAsStablecoin(account: PricedAccount): PricedAccount {
  const money = account.balances.find(({ asset }) => asset === account.currency)
  if (money === undefined || isCoin(account)) return account
  const rest = account.balances.filter((balance) => balance !== money)
  if (money.held.isZero()) return { ...account, balances: rest }
  const asset = stablecoinOf(account)
  const known = rest.find((balance) => balance.asset === asset)
  const price = known?.price ?? priceOf(account, asset)
  const bought = fromRisk((money.amount * money.price) / price, cashScale, 'down')
  const held = known === undefined ? bought : known.held.plus(bought)
  const cash: PricedBalance = { ...known, asset, price, held, amount: toRisk(held) }
  return { ...account, balances: [...rest.filter((balance) => balance !== known), cash] }
}

/** A market may be quoted in a coin or a stablecoin, which a wallet takes as it is. */
function isCoin({ currency }: PricedAccount): boolean {
  return !isMoney(currency)
}

/** Money outside the chain. */
export function isMoney(asset: Asset): boolean {
  return money.has(asset)
}

const money: ReadonlySet<Asset> = new Set(['USD', 'EUR', 'GBP', 'JPY'])

function stablecoinOf({ positions, orders, stableAssets }: PricedAccount): Asset {
  const settles = [...positions, ...orders]
    .filter(({ priced }) => priced.instrument.payout === 'linear')
    .map(({ priced }) => priced.instrument.settle)
  const [only, ...others] = new Set(settles.filter((asset) => stableAssets.has(asset)))
  return only !== undefined && others.length === 0 ? only : 'USDT'
}

function priceOf({ positions, orders, quotes }: PricedAccount, asset: Asset): number {
  const settled = [...positions, ...orders].find(({ priced }) => priced.instrument.settle === asset)
  return settled?.priced.settlePrice ?? assetPrice(quotes, asset) ?? 1
}
