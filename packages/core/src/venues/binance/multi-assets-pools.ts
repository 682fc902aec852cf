import { type Charge, sumOf } from '../../margin/charge.ts'
import { isolatedPools } from '../../margin/isolated-pool.ts'
import type { CountedCollateral, Pool } from '../../margin/model.ts'
import { worstFill } from '../../margin/orders.ts'
import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
import { assetEquities } from './asset-equity.ts'
import { isolatedRequirement, walletPool } from './futures-pools.ts'
import { isolatedFill, legInitial, legMaintenance, missingBrackets, type TableOf } from './leg-margin.ts'
import type { MultiAssetsParameters } from './params.ts'
import { type Wallet, walletsOf } from './wallet.ts'

type Valuation = Pick<MultiAssetsParameters, 'ratios' | 'bidBufferFrac' | 'askBufferFrac'>

/**
 * Multi-assets mode: USD-M is one pool in USD, in which every asset's balance and profit count at its ratio; COIN-M
 * wallets stay apart, as do its isolated positions.
 */
export function multiAssetsPools(account: PricedAccount, rules: Valuation, tableOf: TableOf): readonly Pool[] {
  const wallets = walletsOf(account)
  const usdm = wallets.filter(({ segment }) => segment === 'USD-M')
  const coinm = wallets.filter(({ segment }) => segment === 'COIN-M')
  return [
    sharedPool(account, usdm, rules, tableOf),
    ...coinm.map((wallet) => walletPool(wallet, tableOf)),
    ...isolatedPools(account, isolatedRequirement(tableOf)),
  ]
}

function sharedPool(account: PricedAccount, wallets: readonly Wallet[], rules: Valuation, tableOf: TableOf): Pool {
  const positions = wallets.flatMap((wallet) => wallet.positions)
  const ordered = wallets.flatMap((wallet) => wallet.ordered)
  const isolatedOrders = wallets.flatMap((wallet) => wallet.isolatedOrders)
  const balances = wallets.flatMap(({ balance }) => (balance === null ? [] : [balance]))
  const assets = assetEquities(balances, positions)
  const initialOf = (position: PricedPosition): Charge => legInitial(position, tableOf, 1)
  let equity = 0
  let marginBalance = 0
  for (const { asset, price, balance, profit } of assets) {
    equity += (balance + profit) * price
    marginBalance += assetValue(asset, balance + profit, price, rules)
  }
  return {
    name: 'account',
    currency: account.currency,
    currencyPrice: 1,
    equity,
    adjustedEquity: marginBalance,
    initial: sumOf('initial', [
      ...ordered.map((row) => worstFill(row, initialOf)),
      ...isolatedOrders.map((row) => isolatedFill(row, initialOf)),
    ]),
    maintenance: sumOf(
      'maintenance',
      positions.map((position) => legMaintenance(position, tableOf, 1)),
    ),
    trigger: 1,
    collateral: assets
      .filter(({ balance }) => balance !== 0)
      .map(({ asset, held, price, balance }) => collateralOf(asset, held, price, balance, rules)),
    positions,
    riskUnits: [],
    unknown: missingBrackets(ordered, tableOf),
  }
}

/** What an amount of an asset counts for, market currency: owned at bid × ratio, owed at ask in full. */
function assetValue(asset: string, amount: number, price: number, rules: Valuation): number {
  if (amount <= 0) return amount * price * (1 + rules.askBufferFrac)
  return amount * price * (1 - rules.bidBufferFrac) * ratioOf(asset, rules)
}

/** An asset without a ratio backs nothing. */
function ratioOf(asset: string, { ratios }: Valuation): number {
  return Object.hasOwn(ratios, asset) ? (ratios[asset] as number) : 0
}

function collateralOf(
  asset: string,
  held: CountedCollateral['held'],
  price: number,
  balance: number,
  rules: Valuation,
): CountedCollateral {
  const counted = assetValue(asset, balance, 1, rules)
  return { asset, held, price, counted, haircutFrac: balance > 0 ? 1 - counted / balance : 0 }
}
