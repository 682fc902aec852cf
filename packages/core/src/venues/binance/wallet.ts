import { type OrderedPosition, orderedPositions } from '../../margin/orders.ts'
import type { PricedAccount, PricedBalance, PricedPosition } from '../../margin/priced-account.ts'
import { isHeld } from '../../margin/silos.ts'
import type { Asset } from '../../market/instrument.ts'
import { toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'
import { withCashAsStablecoin } from './cash.ts'
import { type Segment, segmentOf } from './contract-table.ts'

/** What of each coin lies in the COIN-M wallet, isolated margins included; units of the coin. */
export type CoinWallets = Readonly<Record<Asset, Decimal>>

/** A balance that says which wallet it is in. A shock keeps what it says. */
interface WalletBalance extends PricedBalance {
  readonly segment: Segment
}

/** What one margin asset holds in one wallet, apart from everything else. */
export interface Wallet {
  /** `USD-M USDT`. */
  readonly name: string
  readonly segment: Segment
  readonly asset: Asset
  /** Market currency per unit. */
  readonly price: number
  /** Null when nothing of it is held. */
  readonly balance: PricedBalance | null
  /** In cross margin. */
  readonly positions: readonly PricedPosition[]
  /** The same, and what only orders are on. */
  readonly ordered: readonly OrderedPosition[]
  /** Isolated positions with orders. */
  readonly isolatedOrders: readonly OrderedPosition[]
}

/**
 * The account with every balance in a wallet: a coin is in COIN-M as far as `coinWallets` says, else all of it where
 * COIN-M contracts on it are held or ordered, else none of it.
 */
export function inWallets(given: PricedAccount, coinWallets: CoinWallets): PricedAccount {
  if (given.balances.every(isInWallet)) return given
  const account = withCashAsStablecoin(given)
  const coins = coinContractAssets(account)
  const balances = account.balances.flatMap((balance): readonly PricedBalance[] => {
    if (isInWallet(balance)) return [balance]
    const hasContracts = coins.has(balance.asset)
    const said = Object.hasOwn(coinWallets, balance.asset) ? coinWallets[balance.asset] : undefined
    const inCoin = said?.minus(isolatedCoin(account, balance.asset)) ?? (hasContracts ? balance.held : Decimal.zero)
    const rest = balance.held.minus(inCoin)
    const isSplit = hasContracts || !inCoin.isZero()
    return [
      ...(isSplit ? [walletBalance(balance, inCoin, 'COIN-M')] : []),
      ...(isSplit && rest.isZero() ? [] : [walletBalance(balance, rest, 'USD-M')]),
    ]
  })
  return { ...account, balances }
}

function isInWallet(balance: PricedBalance): balance is WalletBalance {
  return 'segment' in balance
}

function walletBalance(balance: PricedBalance, held: Decimal, segment: Segment): WalletBalance {
  return { ...balance, held, amount: toRisk(held), segment }
}

function coinContractAssets({ positions, orders, unpriced }: PricedAccount): ReadonlySet<Asset> {
  const instruments = [
    ...[...positions, ...orders].map(({ priced }) => priced.instrument),
    ...unpriced.flatMap(({ terms }) => (terms === null ? [] : [terms.priced.instrument])),
  ]
  return new Set(
    instruments.filter((instrument) => segmentOf(instrument) === 'COIN-M').map((instrument) => instrument.settle),
  )
}

function isolatedCoin({ positions }: PricedAccount, asset: Asset): Decimal {
  let margin = Decimal.zero
  for (const { priced, isolatedMargin } of positions) {
    const isHere = priced.instrument.settle === asset && segmentOf(priced.instrument) === 'COIN-M'
    if (isHere && isolatedMargin !== undefined) margin = margin.plus(isolatedMargin)
  }
  return margin
}

/** The wallets of an account that `inWallets` made, balances first, in order of appearance. */
export function walletsOf(account: PricedAccount): readonly Wallet[] {
  const ordered = orderedPositions(account)
  const wallets = new Map<string, Wallet & { ordered: OrderedPosition[]; isolatedOrders: OrderedPosition[] }>()
  const walletOf = (segment: Segment, asset: Asset, price: number, balance: PricedBalance | null) => {
    const name = `${segment} ${asset}`
    const wallet = wallets.get(name) ?? {
      name,
      segment,
      asset,
      price,
      balance,
      positions: [],
      ordered: [],
      isolatedOrders: [],
    }
    wallets.set(name, wallet)
    return wallet
  }
  for (const balance of account.balances)
    walletOf(isInWallet(balance) ? balance.segment : 'USD-M', balance.asset, balance.price, balance)
  for (const row of ordered) {
    const { position, fills } = row
    const { instrument, settlePrice } = position.priced
    if (position.isIsolated && fills.length === 0) continue
    const wallet = walletOf(segmentOf(instrument), instrument.settle, settlePrice, null)
    if (position.isIsolated) wallet.isolatedOrders.push(row)
    else wallet.ordered.push(row)
  }
  return [...wallets.values()].map((wallet) => ({
    ...wallet,
    positions: wallet.ordered.map(({ position }) => position).filter(isHeld),
  }))
}
