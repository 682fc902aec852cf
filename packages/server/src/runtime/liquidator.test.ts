import { type engine, engineRules } from '@plimsoll/core'
import { expect, test } from 'vitest'
import { perpetual } from '../testkit/documents.ts'
import { depositing, opening, told } from '../testkit/engine-commands.ts'
import { MemoryJournal } from '../testkit/memory-journal.ts'
import { Liquidator } from './liquidator.ts'
import { openRuntime, type Runtime } from './runtime.ts'

const symbol = 'BTC/USDT:USDT'
const rules = engineRules()

function prices(btc: string): Readonly<Record<string, unknown>> {
  return {
    type: 'prices',
    assets: { USDT: { price: '1', stable: true } },
    indexes: { BTC: btc },
    marks: { [symbol]: btc },
  }
}

/** Alice and Bob are long one bitcoin each, bought at 50 000; Bob has ten times the money. */
async function market(engineRulesOf: engine.EngineRules = rules): Promise<Runtime> {
  let now = 1_700_000_000_000
  const tick = (): number => {
    now += 1
    return now
  }
  const runtime = await openRuntime({ journal: new MemoryJournal(), rules: engineRulesOf, clock: tick })
  const leg = (account: string) => ({ account, contracts: '1', fee: '0' })
  await tell(
    runtime,
    { type: 'list', instruments: [perpetual('BTC')] },
    prices('50000'),
    opening('alice'),
    opening('bob'),
    depositing('alice', '5000'),
    depositing('bob', '50000'),
    { type: 'fill', symbol, price: '50000', legs: [leg('alice'), leg('bob')] },
  )
  return runtime
}

async function tell(runtime: Runtime, ...fields: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  for (const each of fields) {
    const answer = await runtime.submit({ command: told(each) })
    if (!answer.isTaken || !answer.done) throw new Error(JSON.stringify(answer))
  }
}

function held({ state }: Runtime, account: string): string | undefined {
  return state.accounts.get(account)?.positions.get(symbol)?.contracts.toString()
}

test('an account that a price brings below its line is liquidated, another is left alone', async () => {
  const runtime = await market()
  const liquidator = new Liquidator(runtime)
  await tell(runtime, prices('45100'))
  await liquidator.sweep()
  expect([held(runtime, 'alice'), held(runtime, 'bob')]).toEqual([undefined, '1'])
  expect(runtime.state.accounts.get('alice')?.liquidation.state).toBe('none')
})

test('without a liquidator nobody is', async () => {
  const runtime = await market()
  await tell(runtime, prices('45100'))
  expect(held(runtime, 'alice')).toBe('1')
})

test('a standstill keeps everyone from being liquidated until prices are told again', async () => {
  const runtime = await market()
  await tell(runtime, prices('45100'), { type: 'resume' })
  const liquidator = new Liquidator(runtime)
  await liquidator.sweep()
  expect(held(runtime, 'alice')).toBe('1')
  expect(liquidator.unknown.map(({ account }) => account)).toEqual(['alice', 'bob'])
  await tell(runtime, prices('45100'))
  await liquidator.sweep()
  expect([held(runtime, 'alice'), liquidator.unknown]).toEqual([undefined, []])
})

test('a mistake of ours over one account makes it unknown and hides no other', async () => {
  let isArmed = false
  const mistaken: engine.EngineRules = {
    ...rules,
    modelOf(accountRules, parameters) {
      if (isArmed && accountRules.model === 'bybit/cross') throw new TypeError('a tree must add up, does not')
      return rules.modelOf(accountRules, parameters)
    },
  }
  const runtime = await market(mistaken)
  await tell(runtime, { ...opening('carol'), model: 'bybit/cross' }, depositing('carol', '60000'), {
    type: 'fill',
    symbol,
    price: '50000',
    legs: [{ account: 'carol', contracts: '1', fee: '0' }],
  })
  isArmed = true
  const liquidator = new Liquidator(runtime)
  await tell(runtime, prices('45100'))
  await liquidator.sweep()
  expect(held(runtime, 'alice')).toBeUndefined()
  expect(liquidator.unknown).toMatchObject([{ account: 'carol', problems: [{ code: 'engine.bug' }] }])
})
