import { engine, engineRules } from '@plimsoll/core'
import { type Client, clientKinds } from './clients.ts'
import { type Fields, type Listed, listed, listedOf, soonAt } from './listings.ts'
import { decimal, type MarketPath } from './market-path.ts'
import { positionCommands } from './position-commands.ts'
import type { Random } from './random.ts'
import type { Maker, World } from './world.ts'
import { wrongCommands } from './wrong-commands.ts'

/** Roughly what an account is funded with, market currency. */
const deposits = [2_000, 10_000, 50_000]

export function clientsOf(random: Random, count: number): readonly Client[] {
  return Array.from({ length: count }, (_, i) => ({ id: `client-${i}`, kind: random.pick(clientKinds) }))
}

/** What every simulation begins with: a listing, prices, accounts with money, an insurance fund that is soon empty. */
export function opening({ random, path, clients }: World): readonly Fields[] {
  const symbols = new Set(listed.map(({ symbol }) => symbol))
  return [
    { type: 'list', instruments: listed.map(({ listing }) => listing) },
    { ...path.told(symbols), ...fullPrices(path) },
    ...['USDT', 'USDC'].map((asset) => ({
      type: 'fund-deposit',
      asset,
      amount: decimal(random.between(50, 5_000), 2),
    })),
    ...clients.flatMap((client) => [
      { type: 'open', account: client.id, mode: client.kind.mode, model: client.kind.model },
      depositOf(client, random, path),
    ]),
  ]
}

/** Prices of everything, nothing left out: how a feed begins, and how it resumes. */
export function fullPrices(path: MarketPath): Fields {
  const contracts = listed.filter(({ kind }) => kind !== 'spot')
  return {
    type: 'prices',
    assets: {
      USDT: { price: '1', stable: true },
      USDC: { price: '1', stable: true },
      BTC: { price: decimal(path.indexOf('BTC'), 2) },
    },
    indexes: { BTC: decimal(path.indexOf('BTC'), 2), ETH: decimal(path.indexOf('ETH'), 2) },
    marks: Object.fromEntries(
      contracts.filter(({ kind }) => kind !== 'option').map((each) => [each.symbol, decimal(path.priceOf(each), 2)]),
    ),
    vols: Object.fromEntries(contracts.filter(({ kind }) => kind === 'option').map(({ symbol }) => [symbol, 0.6])),
  }
}

const weights = {
  prices: 28,
  fill: 24,
  order: 12,
  liquidate: 14,
  wrong: 7,
  cash: 6,
  position: 8,
  funding: 4,
  settle: 2,
} as const

/** The next command that somebody sends. */
export function nextCommand(world: World): Fields {
  const kind = world.random.weighted(weights)
  return makers[kind](world) ?? pricesNow(world)
}

const makers: Readonly<Record<keyof typeof weights, Maker>> = {
  prices: pricesNow,
  fill: fillOf,
  order: orderOf,
  liquidate: liquidateOf,
  wrong: (world) => world.random.pick(wrongCommands)(world),
  cash: cashOf,
  position: (world) => world.random.pick(positionCommands)(world),
  funding: fundingOf,
  settle: settleOf,
}

function pricesNow({ path, random }: World): Fields {
  path.move()
  if (random.chance(0.4)) return fullPrices(path)
  return path.told(new Set(listed.map(({ symbol }) => symbol)))
}

/** A trade of an account, sometimes of two against each other, small or far too large; half of the time of an order. */
function fillOf(world: World): Fields {
  const { random, clients, path } = world
  const ofOrder = random.chance(0.25) ? fillOfOrder(world) : undefined
  if (ofOrder !== undefined) return ofOrder
  const client = random.pick(clients)
  const each = listedOf(random.pick(client.kind.symbols)) ?? listed[0]
  if (each === undefined) throw new RangeError('an instrument must be listed')
  const contracts = sizeOf(world, each.symbol)
  const price = decimal(path.priceOf(each) * random.between(0.998, 1.002), digitsOf(each))
  const leg = (account: string, sign: number): Fields => ({
    account,
    contracts: decimal(sign * contracts, 3),
    fee: feeOf(each.isInverse, random),
    ...sideOf(world, account, sign),
  })
  const other = random.chance(0.5) ? random.pick(clients) : undefined
  const sign = random.chance(0.5) ? 1 : -1
  const legs = [leg(client.id, sign), ...(other === undefined || other === client ? [] : [leg(other.id, -sign)])]
  return { type: 'fill', symbol: each.symbol, price, legs }
}

/** In hedge mode a trade names its side. */
function sideOf({ state }: World, account: string, sign: number): Fields {
  return state().accounts.get(account)?.isHedgeMode === true ? { side: sign > 0 ? 'long' : 'short' } : {}
}

/** All of an open order, or half of it. */
function fillOfOrder({ random, state, clients }: World): Fields | undefined {
  const open = clients.flatMap(({ id }) =>
    [...(state().accounts.get(id)?.orders.values() ?? [])].map((order) => ({ account: id, order })),
  )
  if (open.length === 0) return undefined
  const { account, order } = random.pick(open)
  const { symbol, price, side, id } = order
  const half = decimal(Number(order.contracts.toString()) / 2, 3)
  const contracts = half !== '0' && random.chance(0.5) ? half : order.contracts.toString()
  const leg = { account, order: id, contracts, fee: '0.1', ...(side === undefined ? {} : { side }) }
  return { type: 'fill', symbol, price: price.toString(), legs: [leg] }
}

/** Contracts worth a fiftieth to twelve times a usual deposit. */
function sizeOf({ random, path }: World, symbol: string): number {
  const each = listedOf(symbol)
  const notional = random.pick(deposits) * random.pick([0.02, 0.2, 1, 3, 6, 12])
  const unit = each?.isInverse === true && each.kind !== 'option' ? 10 : path.indexOf(each?.coin ?? 'BTC')
  return Math.max(0.001, notional / unit)
}

function feeOf(isInverse: boolean, random: Random): string {
  if (random.chance(0.1)) return isInverse ? '-0.00000001' : '-0.05'
  return isInverse ? '0.00000123' : decimal(random.between(0, 4), 8)
}

function orderOf(world: World): Fields | undefined {
  const { random, clients, state, path, nextOrder } = world
  const client = random.pick(clients)
  if (random.chance(0.2)) return cancelOf(world, client.id)
  const account = state().accounts.get(client.id)
  const held = [...(account?.positions.values() ?? [])]
  const position = held.length > 0 && random.chance(0.4) ? random.pick(held) : undefined
  const each = listedOf(position?.symbol ?? random.pick(client.kind.symbols))
  if (each === undefined || each.kind === 'spot') return undefined
  const contracts =
    position?.contracts.negated().toString() ?? decimal(sizeOf(world, each.symbol) * random.pick([1, -1]), 3)
  const side =
    account?.isHedgeMode === true ? { side: position?.side ?? (contracts.startsWith('-') ? 'short' : 'long') } : {}
  const price = decimal(path.priceOf(each) * random.between(0.97, 1.03), digitsOf(each))
  const reduceOnly = position !== undefined && random.chance(0.5)
  return {
    type: 'order',
    account: client.id,
    order: { id: nextOrder(), symbol: each.symbol, contracts, price, reduceOnly, ...side },
  }
}

/** Digits of a price: an inverse option costs a part of a coin. */
function digitsOf({ isInverse, kind }: Listed): number {
  return isInverse && kind === 'option' ? 6 : 2
}

function cancelOf({ random, state }: World, account: string): Fields {
  const orders = [...(state().accounts.get(account)?.orders.keys() ?? [])]
  return { type: 'cancel', account, order: orders.length === 0 ? 'no-such-order' : random.pick(orders) }
}

/** Mostly those being liquidated or in danger; sometimes anyone, who must then be left alone. */
function liquidateOf({ random, state, clients }: World): Fields {
  const liquidating = [...state().accounts.values()].filter(({ liquidation }) => liquidation.state === 'liquidating')
  if (liquidating.length > 0 && random.chance(0.5)) return { type: 'liquidate', account: random.pick(liquidating).id }
  const holding = [...state().accounts.values()].filter(({ positions }) => positions.size > 0)
  const from = random.below(holding.length + 1)
  const looked = [...holding.slice(from), ...holding.slice(0, from)].slice(0, lookedAt)
  const found = looked.find((account) => isInDanger(account, state()))
  return { type: 'liquidate', account: (found ?? looked[0] ?? random.pick(clients)).id }
}

/** Accounts whose figures are asked before one of them is liquidated. */
const lookedAt = 5

function isInDanger(account: engine.Account, { core }: engine.EngineState): boolean {
  const standing = engine.standingOf(account, core, rules)
  return engine.isStanding(standing) && standing.pools.some(engine.isInDanger)
}

const rules = engineRules()

function cashOf({ random, clients, state, path }: World): Fields {
  const client = random.pick(clients)
  const { cash } = client.kind
  const balance = Number(state().accounts.get(client.id)?.balances.get(cash)?.toString() ?? 0)
  const part = decimal(Math.max(0.000001, Math.abs(balance) * random.pick([0.1, 0.5, 1])), 8)
  switch (random.weighted({ deposit: 2, withdraw: 3, transfer: 2, fund: 2 })) {
    case 'deposit':
      return depositOf(client, random, path)
    case 'withdraw':
      return { type: 'withdraw', account: client.id, asset: cash, amount: part }
    case 'transfer':
      return { type: 'transfer', account: client.id, to: random.pick(clients).id, asset: cash, amount: part }
    case 'fund':
      return {
        type: 'fund-deposit',
        asset: random.pick(['USDT', 'USDC', 'BTC']),
        amount: decimal(random.between(0.01, 900), 8),
      }
  }
}

function depositOf({ id, kind: { cash } }: Client, random: Random, path: MarketPath): Fields {
  const value = random.pick(deposits) * random.between(0.5, 1)
  const amount = cash === 'BTC' ? decimal(value / path.indexOf('BTC'), 8) : decimal(value, 8)
  return { type: 'deposit', account: id, asset: cash, amount }
}

function fundingOf({ random }: World): Fields {
  const { symbol } = random.pick(listed.filter(({ kind }) => kind === 'perpetual'))
  const rateFrac = decimal(random.between(-0.001, 0.001), 7)
  switch (random.weighted({ funding: 2, 'accrue-funding': 2, interest: 1 })) {
    case 'funding':
      return { type: 'funding', symbol, rateFrac }
    case 'accrue-funding':
      return { type: 'accrue-funding', symbol, rateFrac }
    case 'interest':
      return {
        type: 'interest',
        asset: random.pick(['USDT', 'USDC', 'BTC']),
        rateFrac: decimal(random.between(0, 0.001), 7),
      }
  }
}

/** At expiry, or too early and then refused. */
function settleOf({ random, state, now, path }: World): Fields | undefined {
  const open = listed.filter(({ listing, symbol }) => 'expiry' in listing && !state().core.settled.has(symbol))
  const due = open.filter(({ listing }) => Date.parse(String(listing['expiry'])) <= now())
  if (open.length === 0) return undefined
  const isDue = due.length > 0 && now() >= soonAt
  const each = random.pick(isDue ? due : open)
  return { type: 'settle', symbol: each.symbol, price: decimal(path.indexOf(each.coin), 2) }
}
