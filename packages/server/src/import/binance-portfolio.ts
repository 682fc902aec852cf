import { Decimal } from '@plimsoll/core'
import { hasNames, listsNames, readerOf } from './payload-fields.ts'
import type { PayloadKind } from './payload-part.ts'
import { statedFigures } from './stated-figures.ts'

/** `papi/account`: the figures of Portfolio Margin. */
export const portfolioAccount: PayloadKind = {
  venue: 'binance',
  name: 'papi/account',
  matches: (content) => hasNames(content, 'uniMMR', 'accountEquity', 'accountMaintMargin'),
  read: ({ content, file, at }) => {
    const reader = readerOf(file)
    const account = reader.of(content, at)
    const part = {
      time: account.maybeTime('updateTime'),
      mode: 'portfolio' as const,
      models: ['binance/portfolio-margin'],
      stated: statedFigures(account, file, { scope: 'account' }, [
        ['equity', 'actualEquity'],
        ['adjusted equity', 'accountEquity'],
        ['initial margin', 'accountInitialMargin'],
        ['maintenance margin', 'accountMaintMargin'],
        ['margin ratio', 'uniMMR'],
      ]),
    }
    return { ...part, notes: reader.ignored('papi/account'), problems: reader.problems }
  },
}

/** `papi/balance`: the wallets of Portfolio Margin, added; what is borrowed, with its interest, is owed. */
export const portfolioBalance: PayloadKind = {
  venue: 'binance',
  name: 'papi/balance',
  matches: (content) => listsNames(content, 'asset', 'totalWalletBalance', 'umWalletBalance', 'cmWalletBalance'),
  read: ({ content, file, at }) => {
    const reader = readerOf(file)
    const rows = reader.each(content, at)
    const balances = rows.map((row) => {
      const [borrowed, interest] = ['crossMarginBorrowed', 'crossMarginInterest'].map(
        (name) => row.maybeDecimal(name) ?? Decimal.zero,
      )
      const owed = (borrowed ?? Decimal.zero).plus(interest ?? Decimal.zero)
      return { asset: row.text('asset'), amount: row.decimal('totalWalletBalance').minus(owed) }
    })
    const times = rows.flatMap((row) => row.maybeTime('updateTime') ?? [])
    return {
      time: times.length === 0 ? undefined : Math.max(...times),
      balances,
      notes: reader.ignored('papi/balance'),
      problems: reader.problems,
    }
  },
}
