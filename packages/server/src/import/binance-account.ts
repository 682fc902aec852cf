import type { Decimal } from '@plimsoll/core'
import { readAccountPositions } from './binance-position.ts'
import { type Fields, hasNames, listsNames, readerOf } from './payload-fields.ts'
import type { FigureName, Payload, PayloadKind, PayloadPart } from './payload-part.ts'
import { statedFigures } from './stated-figures.ts'

/** `fapi/account` of USD-M, v2 and v3. */
export const usdmAccount: PayloadKind = {
  venue: 'binance',
  name: 'fapi/account',
  positionsYieldTo: 'fapi/positionRisk',
  totalsWithout: 'dapi/',
  matches: (content) => hasNames(content, 'totalWalletBalance', 'totalMarginBalance', 'assets', 'positions'),
  read: (payload) => readAccount(payload, 'fapi/account'),
}

/** `dapi/account` of COIN-M. */
export const coinmAccount: PayloadKind = {
  venue: 'binance',
  name: 'dapi/account',
  positionsYieldTo: 'dapi/positionRisk',
  matches: (content) => hasNames(content, 'assets', 'positions') && !hasNames(content, 'totalWalletBalance'),
  read: (payload) => readAccount(payload, 'dapi/account'),
}

/** `fapi/balance` of USD-M. */
export const usdmBalance: PayloadKind = {
  venue: 'binance',
  name: 'fapi/balance',
  balancesYieldTo: 'fapi/account',
  matches: (content) =>
    listsNames(content, 'accountAlias', 'asset', 'balance') && !listsNames(content, 'withdrawAvailable'),
  read: (payload) => readBalances(payload, 'fapi/balance'),
}

/** `dapi/balance` of COIN-M. */
export const coinmBalance: PayloadKind = {
  venue: 'binance',
  name: 'dapi/balance',
  balancesYieldTo: 'dapi/account',
  matches: (content) => listsNames(content, 'accountAlias', 'asset', 'balance', 'withdrawAvailable'),
  read: (payload) => readBalances(payload, 'dapi/balance'),
}

const totals: readonly (readonly [FigureName, string])[] = [
  ['equity', 'totalMarginBalance'],
  ['initial margin', 'totalInitialMargin'],
  ['maintenance margin', 'totalMaintMargin'],
]

const ofAsset: readonly (readonly [FigureName, string])[] = [
  ['equity', 'marginBalance'],
  ['initial margin', 'initialMargin'],
  ['maintenance margin', 'maintMargin'],
]

function readAccount({ content, file, at }: Payload, name: 'fapi/account' | 'dapi/account'): PayloadPart {
  const reader = readerOf(file)
  const account = reader.of(content, at)
  const assets = account
    .list('assets')
    .map((row) => ({ row, asset: row.text('asset'), amount: row.decimal('walletBalance') }))
  const isCoinm = name === 'dapi/account'
  const held = readAccountPositions(account.list('positions'), file)
  const part = {
    ...held,
    time: latest(assets.map(({ row }) => row)),
    mode: 'cross' as const,
    models: [account.flag('multiAssetsMargin') === true ? 'binance/multi-assets' : 'binance/cross'],
    balances: assets.map(({ asset, amount }) => ({ asset, amount })),
    ...(isCoinm ? coinmWallet(assets) : {}),
    stated: [
      ...statedFigures(account, file, { scope: 'account' }, totals),
      ...assets.flatMap(({ row, asset: currency }) =>
        statedFigures(row, file, { scope: 'currency', currency }, ofAsset),
      ),
      ...(held.stated ?? []),
    ],
  }
  return { ...part, notes: [...(held.notes ?? []), ...reader.ignored(name)], problems: reader.problems }
}

function latest(rows: readonly Fields[]): number | undefined {
  const times = rows.flatMap((row) => row.maybeTime('updateTime') ?? [])
  return times.length === 0 ? undefined : Math.max(...times)
}

/** COIN-M keeps a wallet of its own: the model must know how much of a coin is in it. */
function coinmWallet(
  assets: readonly { readonly asset: string; readonly amount: Decimal }[],
): Pick<PayloadPart, 'settings'> {
  const held = assets.filter(({ amount }) => !amount.isZero())
  if (held.length === 0) return {}
  return { settings: { coinmWallet: Object.fromEntries(held.map(({ asset, amount }) => [asset, amount.toString()])) } }
}

function readBalances({ content, file, at }: Payload, name: 'fapi/balance' | 'dapi/balance'): PayloadPart {
  const reader = readerOf(file)
  const rows = reader.each(content, at)
  const balances = rows.map((row) => ({ asset: row.text('asset'), amount: row.decimal('balance') }))
  const alias = rows.map((row) => row.maybeText('accountAlias')).find((found) => found !== undefined)
  const part = { time: latest(rows), balances, ...(name === 'dapi/balance' ? coinmWallet(balances) : {}) }
  return {
    ...part,
    ...(alias === undefined ? {} : { account: alias }),
    notes: reader.ignored(name),
    problems: reader.problems,
  }
}
