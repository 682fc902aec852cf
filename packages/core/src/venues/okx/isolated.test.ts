import { expect, test } from 'vitest'
import { bindAccount } from '../../account/bind.ts'
import { withIsolatedMargins } from '../../margin/isolated-margin.ts'
import { book, type Fields, listing, market } from '../../testkit/builders.ts'
import { okxMargins } from './isolated.ts'
import { accountSets } from './params-account.ts'
import { positionRules } from './position-rules.ts'

const btc = 'BTC/USDT:USDT'

function setAside(fields: Fields): readonly (string | undefined)[] {
  const [set] = accountSets
  if (set === undefined) throw new Error('one set')
  const held = book([[btc, '1', '48000', fields]], { mode: 'isolated', balances: { USDT: '10000' } })
  const account = bindAccount(held, market([listing(btc, { mark: undefined })]), 'isolated')
  const { unpriced, balances } = withIsolatedMargins(account, okxMargins(positionRules(set.parameters, {}, [])))
  return [unpriced[0]?.isolatedMargin?.toString(), balances[0]?.held.toString()]
}

test('without a price, what is set aside is known at the leverage chosen alone', () => {
  expect(setAside({ leverage: 10 })).toEqual(['4800', '5200'])
  expect(setAside({})).toEqual([undefined, '10000'])
})
