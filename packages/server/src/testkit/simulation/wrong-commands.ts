import { listed, unlistedSymbol } from './listings.ts'
import { decimal } from './market-path.ts'
import type { Maker } from './world.ts'

/** Commands that are wrong, each in a way of its own. */
export const wrongCommands: readonly Maker[] = [
  () => ({ type: 'deposit', account: 'nobody', asset: 'USDT', amount: '1' }),
  ({ random, clients }) => ({ type: 'deposit', account: random.pick(clients).id, asset: 'USDT', amount: '-5' }),
  ({ random, clients }) => ({
    type: 'deposit',
    account: random.pick(clients).id,
    asset: 'USDT',
    amount: '0.000000001',
  }),
  ({ random, clients }) => {
    const { id, kind } = random.pick(clients)
    return { type: 'withdraw', account: id, asset: kind.cash, amount: '123456789012' }
  },
  ({ random, clients }) => {
    const { id, kind } = random.pick(clients)
    return { type: 'open', account: id, mode: kind.mode, model: kind.model }
  },
  () => ({ type: 'open', account: '@fund', mode: 'cross', model: 'generic/cross' }),
  () => ({ type: 'open', account: 'stranger', mode: 'portfolio', model: 'nowhere/portfolio' }),
  ({ random, clients }) => ({
    type: 'fill',
    symbol: unlistedSymbol,
    price: '0.1',
    legs: [{ account: random.pick(clients).id, contracts: '1', fee: '0' }],
  }),
  ({ random, clients }) => ({
    type: 'fill',
    symbol: random.pick(listed.filter(({ listing }) => 'expiry' in listing)).symbol,
    price: '1',
    legs: [
      { account: random.pick(clients).id, contracts: '0.1', fee: '0' },
      { account: 'nobody', contracts: '-0.1', fee: '0' },
    ],
  }),
  ({ random, clients }) => ({
    type: 'fill',
    symbol: 'BTC/USDT:USDT',
    price: '0',
    legs: [{ account: random.pick(clients).id, contracts: '0.1', fee: '0' }],
  }),
  ({ random, clients }) => ({
    type: 'fill',
    symbol: 'BTC/USDT:USDT',
    price: '50000',
    legs: [{ account: random.pick(clients).id, contracts: '0.1', fee: '0', order: 'no-such-order' }],
  }),
  () => ({ type: 'list', instruments: [listed[0]?.listing] }),
  () => ({ type: 'prices', indexes: { BTC: '0' } }),
  () => ({ type: 'prices', marks: { 'BTC/USDT:USDT': '-1' } }),
  () => ({ type: 'prices', marks: { [unlistedSymbol]: '1' } }),
  // A tenth of the price: held back until another confirms it.
  ({ path }) => ({ type: 'prices', indexes: { BTC: decimal(path.indexOf('BTC') / 10, 2) } }),
  ({ path }) => ({ type: 'prices', marks: { 'BTC/USDT:USDT': decimal(path.indexOf('BTC') * 0.1, 2) } }),
  ({ random }) => ({
    type: 'prices',
    vols: { [random.pick(listed.filter(({ kind }) => kind === 'option')).symbol]: null },
  }),
  () => ({ type: 'interest', asset: 'USDT', rateFrac: '-0.1' }),
  () => ({ type: 'funding', symbol: unlistedSymbol, rateFrac: '0.1' }),
  () => ({ type: 'liquidate', account: 'nobody' }),
  () => ({ type: 'settle', symbol: unlistedSymbol, price: '1' }),
  ({ random, clients }) => ({
    type: 'set-leverage',
    account: random.pick(clients).id,
    symbol: unlistedSymbol,
    leverage: 5,
  }),
  ({ random, clients }) => ({
    type: 'switch-mode',
    account: random.pick(clients).id,
    mode: 'cross',
    model: 'nowhere/cross',
  }),
]
