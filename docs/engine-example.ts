import { readFileSync } from 'node:fs'
import { bookCommands, engine, engineMargin, engineRules, parseBook, parseMarket } from '@plimsoll/core'

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
const book = parseBook(read('examples/books/cross-basket.json'))
const market = parseMarket(read('examples/market-2024-01-08.json'))
if (!book.ok || !market.ok) throw new Error('the examples must be readable')
const commands = bookCommands({ book: book.value, market: market.value })
if (!commands.ok) throw new Error(commands.problems[0]?.message)

const rules = engineRules()
const state = engine.genesis('USD')
for (const command of commands.value) engine.apply(state, command, rules)

const account = state.accounts.get('cross-basket')
if (account === undefined) throw new Error('the account must be open')
const report = engineMargin(account, state.core, rules)
if (report.ok) console.log(report.value.initialMargin?.toFixed(2), report.value.maintenanceMargin?.toFixed(2))

const order = engine.parseCommand({
  type: 'order',
  at: '2024-01-08T11:19:42Z',
  account: 'cross-basket',
  order: { id: 'a', symbol: 'BTC/USDT:USDT', contracts: '12', price: '44000', reduceOnly: false },
})
if (order.ok && order.value.type === 'order') {
  const check = engine.checkOrder(state, account, order.value.order, rules)
  if (check.verdict === 'breaches') console.log(check.verdict, check.shortBy.toFixed(2), `${check.largestThatFits}`)
  const tried = engine.dryRun(state, order.value, rules)
  console.log(tried.done ? 'it would be placed' : tried.refusal.code)
}
console.log(engine.accountsInDanger(state, rules), engine.stateText(state).length > 0)
