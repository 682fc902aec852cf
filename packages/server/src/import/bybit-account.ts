import { Decimal } from '@plimsoll/core'
import { isRecord } from './decimal-text.ts'
import { type Fields, hasNames, listsNames, readerOf } from './payload-fields.ts'
import type { Payload, PayloadKind, PayloadPart } from './payload-part.ts'
import { priceFrom } from './price-from.ts'
import { statedFigures } from './stated-figures.ts'

/** `account/wallet-balance`. */
export const bybitWallet: PayloadKind = {
  venue: 'bybit',
  name: 'account/wallet-balance',
  matches: (content) => isRecord(content) && listsNames(content['list'], 'accountType', 'coin'),
  read: readWallet,
}

/** `account/info`: the margin mode. */
export const bybitInfo: PayloadKind = {
  venue: 'bybit',
  name: 'account/info',
  matches: (content) => hasNames(content, 'marginMode', 'unifiedMarginStatus'),
  read: readInfo,
}

function readWallet({ content, file, at }: Payload): PayloadPart {
  const reader = readerOf(file)
  const [account] = reader.of(content, at).list('list')
  if (account === undefined) return { problems: reader.problems }
  const coins = account.list('coin').map(readCoin)
  const switchedOff = coins.filter(({ isCollateral }) => !isCollateral).map(({ asset }) => asset)
  const part = {
    balances: coins.map(({ asset, amount }) => ({ asset, amount })),
    assets: coins.flatMap(({ price }) => price),
    stated: statedFigures(account, file, { scope: 'account' }, [
      ['equity', 'totalEquity'],
      ['adjusted equity', 'totalMarginBalance'],
      ['initial margin', 'totalInitialMargin'],
      ['maintenance margin', 'totalMaintenanceMargin'],
      ['maintenance margin used', 'accountMMRate'],
    ]),
  }
  return {
    ...part,
    notes: [
      ...(switchedOff.length > 0
        ? [`collateral is switched off for ${switchedOff.join(', ')}; here it counts by the venue's schedule`]
        : []),
      ...reader.ignored('account/wallet-balance'),
    ],
    problems: reader.problems,
  }
}

interface Coin {
  readonly asset: string
  readonly amount: Decimal
  readonly price: ReturnType<typeof priceFrom>
  readonly isCollateral: boolean
}

/** What spot margin borrowed is owed; interest is owed and not yet taken. */
function readCoin(row: Fields): Coin {
  const asset = row.text('coin')
  const owed = (row.maybeDecimal('spotBorrow') ?? Decimal.zero).plus(
    row.maybeDecimal('accruedInterest') ?? Decimal.zero,
  )
  const amount = row.decimal('walletBalance').minus(owed)
  const price = priceFrom(asset, row.maybeDecimal('equity'), row.maybeDecimal('usdValue'))
  const isCollateral = row.flag('collateralSwitch') !== false || row.decimal('walletBalance').isZero()
  return { asset, amount, price, isCollateral }
}

const modes: Readonly<Record<string, Pick<PayloadPart, 'mode' | 'models'>>> = {
  ISOLATED_MARGIN: { mode: 'isolated', models: ['bybit/isolated'] },
  REGULAR_MARGIN: { mode: 'cross', models: ['bybit/cross'] },
  PORTFOLIO_MARGIN: { mode: 'portfolio', models: ['bybit/portfolio'] },
}

function readInfo({ content, file, at }: Payload): PayloadPart {
  const reader = readerOf(file)
  const info = reader.of(content, at)
  const word = info.text('marginMode')
  const found = modes[word]
  const isHedging = word === 'PORTFOLIO_MARGIN' && info.maybeText('spotHedgingStatus') === 'ON'
  const message = `must be ${Object.keys(modes).join(', ')}, is ${JSON.stringify(word)}`
  return {
    ...found,
    ...(isHedging ? { settings: { spotHedging: true } } : {}),
    notes: reader.ignored('account/info'),
    problems:
      found === undefined
        ? [...reader.problems, { code: 'document.value', file, path: `${at}/marginMode`, message }]
        : reader.problems,
  }
}
